// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What `LawyerRegistry` must do to one credential, said as simply as possible: without packing, numbers or
/// searches. Every change answers whether it must succeed, and if so, makes it. Who may make it is the handler's matter.
contract LawyerModel {
    uint8 public constant ACTIVE = 1;
    uint8 public constant SUSPENDED = 2;
    uint8 public constant REVOKED = 3;

    struct State {
        uint48 since;
        uint48 validFrom;
        uint48 validUntil;
        uint8 status;
        uint32 issuer;
        uint16 scope;
        string jurisdiction;
    }

    struct KeyChange {
        uint48 since;
        address key;
    }

    mapping(bytes32 licence => State[]) private _states;
    mapping(bytes32 licence => KeyChange[]) private _keys;
    mapping(bytes32 licence => bytes32) public commitmentOf;

    function mayIssue(bytes32 licence, State memory state, bytes32 commitment) public view returns (bool) {
        return
            licence != 0 &&
            commitment != 0 &&
            state.scope != 0 &&
            _states[licence].length == 0 &&
            isTerm(state.validFrom, state.validUntil);
    }

    function issue(bytes32 licence, State memory state, bytes32 commitment) external {
        commitmentOf[licence] = commitment;
        _states[licence].push(state);
    }

    /// @notice A change of a credential must find one that is not revoked.
    function isChangeable(bytes32 licence) public view returns (bool) {
        return _states[licence].length > 0 && stateOf(licence).status != REVOKED;
    }

    function mayRenew(bytes32 licence, uint48 validFrom, uint48 validUntil) external view returns (bool) {
        if (!isChangeable(licence) || !isTerm(validFrom, validUntil)) return false;
        uint48 oldEnd = stateOf(licence).validUntil;
        return validFrom == oldEnd || (validFrom > oldEnd && oldEnd <= block.timestamp);
    }

    function renew(bytes32 licence, uint48 validFrom, uint48 validUntil) external {
        State memory state = stateOf(licence);
        if (validFrom != state.validUntil) state.validFrom = validFrom;
        state.validUntil = validUntil;
        _add(licence, state);
    }

    function setStatus(bytes32 licence, uint8 status) external {
        State memory state = stateOf(licence);
        state.status = status;
        _add(licence, state);
    }

    function transfer(bytes32 licence, uint32 issuer, string memory jurisdiction) external {
        State memory state = stateOf(licence);
        state.issuer = issuer;
        state.jurisdiction = jurisdiction;
        _add(licence, state);
    }

    function setKey(bytes32 licence, address key) external {
        _keys[licence].push(KeyChange(uint48(block.timestamp), key));
    }

    function statesOf(bytes32 licence) external view returns (State[] memory) {
        return _states[licence];
    }

    function stateOf(bytes32 licence) public view returns (State memory state) {
        State[] storage states = _states[licence];
        if (states.length > 0) state = states[states.length - 1];
    }

    /// @notice The last state, and the last key, that began at the time or before.
    function heldAt(bytes32 licence, uint48 time) external view returns (State memory state, address key) {
        State[] storage states = _states[licence];
        for (uint256 i = 0; i < states.length; ++i) {
            if (states[i].since <= time) state = states[i];
        }
        KeyChange[] storage keys = _keys[licence];
        for (uint256 i = 0; i < keys.length; ++i) {
            if (keys[i].since <= time) key = keys[i].key;
        }
    }

    function isTerm(uint48 validFrom, uint48 validUntil) public view returns (bool) {
        return
            validFrom > 0 && validFrom < validUntil && validUntil > block.timestamp && validUntil <= type(uint32).max;
    }

    /// @notice Whether the narrow path begins with the wide one, part by part.
    function isInside(string memory wide, string memory narrow) external pure returns (bool) {
        bytes memory w = bytes(wide);
        bytes memory n = bytes(narrow);
        if (w.length > n.length) return false;
        for (uint256 i = 0; i < w.length; ++i) if (w[i] != n[i]) return false;
        return w.length == n.length || n[w.length] == "-";
    }

    /// @dev Of several states in one second the last one counts.
    function _add(bytes32 licence, State memory state) private {
        State[] storage states = _states[licence];
        if (state.since == block.timestamp) states.pop();
        state.since = uint48(block.timestamp);
        states.push(state);
    }
}
