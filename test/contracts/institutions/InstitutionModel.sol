// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What `InstitutionRegistry` must do, said as simply as possible: without lists, copies or packing. Every
/// function answers whether the call must succeed, and if so, makes the change.
contract InstitutionModel {
    uint8 internal constant NONE = 0;
    uint8 internal constant ACTIVE = 1;
    uint8 internal constant SUSPENDED = 2;
    uint8 internal constant RETIRED = 3;
    uint8 internal constant ADMINISTER_BIT = 1;

    enum Standing {
        Nobody,
        Parent,
        Platform
    }

    struct Node {
        uint8 status;
        uint8 kind;
        uint32 parent;
        uint32 suspendedThrough;
        bool suspendedByPlatform;
        bytes32 code;
        string jurisdiction;
    }

    struct Change {
        uint48 since;
        uint8 status;
    }

    struct NewNode {
        bytes32 code;
        uint8 kind;
        string jurisdiction;
        uint32 parent;
        address account;
        uint8 capabilities;
    }

    address public immutable registrar;
    uint32 public count;
    address[] public accounts;
    mapping(uint32 id => Node) internal nodes;
    mapping(uint32 id => Change[]) internal changes;
    mapping(uint32 id => mapping(address account => uint8)) public held;
    mapping(bytes32 code => uint32 id) public idOf;

    constructor(address registrarAccount, address[] memory institutionAccounts) {
        registrar = registrarAccount;
        accounts = institutionAccounts;
    }

    function register(address caller, NewNode memory node) external returns (bool) {
        if (node.parent != 0 && nodes[node.parent].status != ACTIVE) return false;
        if (caller != registrar) {
            if (node.parent == 0 || held[node.parent][caller] & ADMINISTER_BIT == 0) return false;
            if (node.kind != nodes[node.parent].kind) return false;
            if (!isInside(nodes[node.parent].jurisdiction, node.jurisdiction)) return false;
            if (depthOf(node.parent) >= 16) return false;
        }
        if (node.code == 0) return false;
        uint32 holder = idOf[node.code];
        if (holder != 0 && !(caller == registrar && nodes[holder].status == RETIRED)) return false;
        if (node.capabilities & ADMINISTER_BIT == 0 || node.capabilities & ~allowed(node.kind) != 0) return false;
        ++count;
        nodes[count] = Node(NONE, node.kind, node.parent, 0, false, node.code, node.jurisdiction);
        idOf[node.code] = count;
        held[count][node.account] = node.capabilities;
        _change(count, ACTIVE);
        return true;
    }

    function depthOf(uint32 id) public view returns (uint256) {
        return id == 0 ? 0 : 1 + depthOf(nodes[id].parent);
    }

    function rename(address caller, uint32 id) external view returns (bool) {
        return _isLiving(id) && superior(caller, id) != Standing.Nobody;
    }

    function changeParent(address caller, uint32 id, uint32 parent) external returns (bool) {
        if (caller != registrar || !_isLiving(id)) return false;
        if (parent != 0 && (nodes[parent].status != ACTIVE || parent == id || isBelow(parent, id))) return false;
        nodes[id].parent = parent;
        return true;
    }

    function suspend(address caller, uint32 id, bool withDescendants) external returns (bool) {
        Standing standing = superior(caller, id);
        if (nodes[id].status != ACTIVE || standing == Standing.Nobody) return false;
        for (uint32 other = 1; other <= count; ++other) {
            if (other != id && !(withDescendants && isBelow(other, id))) continue;
            if (nodes[other].status != ACTIVE) continue;
            nodes[other].suspendedThrough = id;
            nodes[other].suspendedByPlatform = standing == Standing.Platform;
            _change(other, SUSPENDED);
        }
        return true;
    }

    function reinstate(address caller, uint32 id, bool withDescendants) external returns (bool) {
        Standing standing = superior(caller, id);
        if (nodes[id].status != SUSPENDED || standing == Standing.Nobody) return false;
        if (nodes[id].suspendedByPlatform && standing != Standing.Platform) return false;
        for (uint32 other = 1; other <= count; ++other) {
            if (other != id) {
                if (!withDescendants || !isBelow(other, id) || nodes[other].suspendedThrough != id) continue;
                if (nodes[other].suspendedByPlatform && standing != Standing.Platform) continue;
            }
            nodes[other].suspendedThrough = 0;
            nodes[other].suspendedByPlatform = false;
            _change(other, ACTIVE);
        }
        return true;
    }

    function retire(address caller, uint32 id) external returns (bool) {
        Standing standing = superior(caller, id);
        if (!_isLiving(id) || standing == Standing.Nobody) return false;
        if (nodes[id].suspendedByPlatform && standing != Standing.Platform) return false;
        for (uint32 other = 1; other <= count; ++other) {
            if (nodes[other].parent == id && nodes[other].status != RETIRED) return false;
        }
        nodes[id].suspendedThrough = 0;
        nodes[id].suspendedByPlatform = false;
        _change(id, RETIRED);
        return true;
    }

    function grantCapabilities(address caller, uint32 id, address account, uint8 more) external returns (bool) {
        if (!may(id, caller, ADMINISTER_BIT) || more & ~allowed(nodes[id].kind) != 0) return false;
        held[id][account] |= more;
        return true;
    }

    function revokeCapabilities(address caller, uint32 id, address account, uint8 less) external returns (bool) {
        if (!may(id, caller, ADMINISTER_BIT)) return false;
        uint8 before = held[id][account];
        held[id][account] = before & ~less;
        if (administrators(id) > 0) return true;
        held[id][account] = before;
        return false;
    }

    function appointAdministrator(address caller, uint32 id, address account) external returns (bool) {
        if (!_isLiving(id) || superior(caller, id) == Standing.Nobody) return false;
        held[id][account] |= ADMINISTER_BIT;
        return true;
    }

    function expelAccount(address caller, uint32 id, address account) external returns (bool) {
        if (!_isLiving(id) || superior(caller, id) == Standing.Nobody) return false;
        held[id][account] = 0;
        return true;
    }

    function superior(address caller, uint32 id) public view returns (Standing) {
        if (caller == registrar) return Standing.Platform;
        return may(nodes[id].parent, caller, ADMINISTER_BIT) ? Standing.Parent : Standing.Nobody;
    }

    function may(uint32 id, address account, uint8 capability) public view returns (bool) {
        return nodes[id].status == ACTIVE && held[id][account] & capability != 0;
    }

    function isBelow(uint32 id, uint32 above) public view returns (bool) {
        for (uint32 next = nodes[id].parent; next != 0; next = nodes[next].parent) {
            if (next == above) return true;
        }
        return false;
    }

    function administrators(uint32 id) public view returns (uint32 number) {
        for (uint256 i = 0; i < accounts.length; ++i) {
            if (held[id][accounts[i]] & ADMINISTER_BIT != 0) ++number;
        }
    }

    function statusAt(uint32 id, uint256 time) public view returns (uint8 status) {
        for (uint256 i = 0; i < changes[id].length && changes[id][i].since <= time; ++i) {
            status = changes[id][i].status;
        }
    }

    function changesOf(uint32 id) external view returns (Change[] memory) {
        return changes[id];
    }

    function nodeOf(uint32 id) external view returns (Node memory) {
        return nodes[id];
    }

    /// @notice The capabilities of a kind: ADMINISTER, RELAY, SIGN, and what only some may do.
    function allowed(uint8 kind) public pure returns (uint8) {
        if (kind == 1) return 7 | 16 | 32;
        if (kind == 2 || kind == 4 || kind == 5) return 7 | 16;
        if (kind == 3) return 7 | 8;
        return kind == 6 ? 7 : 7 | 32;
    }

    /// @notice Whether the narrow path is the wide one, or goes on from it behind a `-`.
    function isInside(string memory wide, string memory narrow) public pure returns (bool) {
        bytes memory a = bytes(wide);
        bytes memory b = bytes(narrow);
        if (b.length < a.length) return false;
        for (uint256 i = 0; i < a.length; ++i) {
            if (a[i] != b[i]) return false;
        }
        return b.length == a.length || b[a.length] == "-";
    }

    function _isLiving(uint32 id) private view returns (bool) {
        return nodes[id].status == ACTIVE || nodes[id].status == SUSPENDED;
    }

    function _change(uint32 id, uint8 status) private {
        nodes[id].status = status;
        Change[] storage history = changes[id];
        if (history.length > 0 && history[history.length - 1].since == block.timestamp) {
            history[history.length - 1].status = status;
        } else {
            history.push(Change(uint48(block.timestamp), status));
        }
    }
}
