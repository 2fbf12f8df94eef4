// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStandardsRegistry} from "../../../contracts/interfaces/IStandardsRegistry.sol";
import {StandardsRegistry} from "../../../contracts/standards/StandardsRegistry.sol";
import {ProposalStatus, StandardCategory, StandardId, standardId} from "../../../contracts/types/Standards.sol";
import {Dice} from "../support/Dice.sol";
import {vm} from "../support/Vm.sol";
import {StandardsModel} from "./StandardsModel.sol";

/// @notice Does to `StandardsRegistry` what any account may try, and to the model the same. A call that succeeds where
/// it must not, or fails where it must succeed, fails the test at once.
contract StandardsHandler {
    uint32 public constant STANDARDS = 3;
    uint48 private constant LAST_DATE = type(uint32).max;

    /// @notice What must be kept of a proposal.
    struct Kept {
        uint40 id;
        bool isRetirement;
        uint48 activatableFrom;
        uint48 from;
        address proposer;
        ProposalStatus status;
        bytes32 content;
    }

    /// @notice What was answered about a time up to the block's, which must never be another answer.
    struct Witness {
        uint40 id;
        uint48 time;
        bytes32 answer;
    }

    StandardsRegistry private _standards;
    StandardsModel private _model;
    address[] private _committee;
    address[] private _approvers;

    uint256 public time = block.timestamp;
    Kept[] private _proposals;
    Witness[] private _witnesses;
    mapping(bytes32 action => uint256) public succeeded;
    mapping(bytes32 action => uint256) public refused;

    /// @param committee and `approvers` may share accounts
    constructor(
        StandardsRegistry standards,
        StandardsModel model,
        address[] memory committee,
        address[] memory approvers
    ) {
        _standards = standards;
        _model = model;
        _committee = committee;
        _approvers = approvers;
    }

    function propose(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint40 id = dice.drawBool(2) ? uint40(dice.draw(9)) : standardAt(dice.draw(STANDARDS));
        uint48 from = _date(dice);
        IStandardsRegistry.Content memory content = IStandardsRegistry.Content({
            contentHash: keccak256(abi.encode(seed)),
            value: uint64(dice.draw(100)),
            title: dice.drawBool(2) ? "" : "A standard",
            source: "A source"
        });
        address caller = _caller(dice, _committee);
        bool expected =
            _isIn(_committee, caller) &&
                id >> 32 == uint8(StandardCategory.RecordKind) &&
                bytes(content.title).length > 0 &&
                from >= time &&
                from <= LAST_DATE;
        vm.prank(caller);
        try _standards.propose(StandardId.wrap(id), from, content) returns (uint256 proposalId) {
            _keep(proposalId, id, from, caller, keccak256(abi.encode(content)));
            _end("propose", expected, true);
        } catch {
            _end("propose", expected, false);
        }
    }

    function proposeRetirement(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint40 id = standardAt(dice.draw(STANDARDS));
        uint48 from = _dateOf(dice, id);
        address caller = _caller(dice, _committee);
        bool expected = _isIn(_committee, caller) && from >= time && from <= LAST_DATE && _model.isInForce(id, from);
        vm.prank(caller);
        try _standards.proposeRetirement(StandardId.wrap(id), from) returns (uint256 proposalId) {
            _keep(proposalId, id, from, caller, 0);
            _end("proposeRetirement", expected, true);
        } catch {
            _end("proposeRetirement", expected, false);
        }
    }

    function withdraw(uint256 seed) external {
        Dice memory dice = _begin(seed);
        // Rarely: what is withdrawn takes no part in what follows.
        if (dice.drawBool(40)) return;
        uint256 proposalId = _choose(dice);
        address caller = _caller(dice, _committee);
        bool expected = _isIn(_committee, caller) && _isOpen(proposalId);
        vm.prank(caller);
        try _standards.withdraw(proposalId) {
            _proposals[proposalId - 1].status = ProposalStatus.Withdrawn;
            _end("withdraw", expected, true);
        } catch {
            _end("withdraw", expected, false);
        }
    }

    function reject(uint256 seed) external {
        Dice memory dice = _begin(seed);
        if (dice.drawBool(40)) return;
        uint256 proposalId = _choose(dice);
        address caller = _caller(dice, _approvers);
        bool expected = _isIn(_approvers, caller) && _isOpen(proposalId);
        vm.prank(caller);
        try _standards.reject(proposalId) {
            _proposals[proposalId - 1].status = ProposalStatus.Rejected;
            _end("reject", expected, true);
        } catch {
            _end("reject", expected, false);
        }
    }

    function activate(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint256 proposalId = _choose(dice);
        address caller = _caller(dice, _approvers);
        bool expected = _isIn(_approvers, caller) && _isOpen(proposalId) && _mayTakeEffect(proposalId, caller);
        vm.prank(caller);
        try _standards.activate(proposalId) {
            _takeEffect(proposalId);
            _end("activate", expected, true);
        } catch {
            _end("activate", expected, false);
        }
    }

    /// @notice Keeps what is answered for a time up to the block's, that of the block included.
    function askAboutThePast(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint48 past = uint48(time - dice.draw(dice.drawBool(50) ? 3 : 2000));
        uint40 id = standardAt(dice.draw(STANDARDS));
        _witnesses.push(Witness(id, past, answerFor(id, past)));
        ++succeeded["askAboutThePast"];
    }

    /// @notice What was in force at a time, since when, and what it said, as one hash; 0 where nothing was.
    function answerFor(uint40 id, uint48 when) public view returns (bytes32) {
        if (!_standards.isInForce(StandardId.wrap(id), when)) return 0;
        IStandardsRegistry.Version memory version = _standards.versionAt(StandardId.wrap(id), when);
        return keccak256(abi.encode(version.from, version.content));
    }

    function witnesses() external view returns (Witness[] memory) {
        return _witnesses;
    }

    function proposals() external view returns (Kept[] memory) {
        return _proposals;
    }

    function standardAt(uint256 index) public pure returns (uint40) {
        return StandardId.unwrap(standardId(StandardCategory.RecordKind, uint32(1 + index)));
    }

    /// @dev Half of the calls share the block of the call before.
    function _begin(uint256 seed) private returns (Dice memory dice) {
        dice = Dice(seed);
        if (dice.drawBool(50)) time += 1 + dice.draw(60);
        vm.warp(time);
    }

    function _end(bytes32 action, bool expected, bool done) private {
        vm.assertEq(done ? 1 : 0, expected ? 1 : 0, string(abi.encodePacked(action, ": as the model says")));
        if (done) ++succeeded[action];
        else ++refused[action];
    }

    /// @dev Mostly soon, sometimes over, rarely far beyond the last date.
    function _date(Dice memory dice) private view returns (uint48) {
        if (dice.drawBool(2)) return uint48(dice.draw(type(uint48).max));
        return uint48(time - 20 + dice.draw(600));
    }

    /// @dev Often the very start of a version that is planned.
    function _dateOf(Dice memory dice, uint40 id) private view returns (uint48) {
        StandardsModel.Mark[] memory marks = _model.marksOf(id);
        if (marks.length > 0 && dice.drawBool(40)) return marks[marks.length - 1].from;
        return _date(dice);
    }

    /// @dev Mostly one who holds the role.
    function _caller(Dice memory dice, address[] storage holders) private view returns (address) {
        if (dice.drawBool(85)) return holders[dice.draw(holders.length)];
        uint256 index = dice.draw(_committee.length + _approvers.length + 1);
        if (index == 0) return address(0xbad);
        return index <= _committee.length ? _committee[index - 1] : _approvers[index - _committee.length - 1];
    }

    /// @dev Mostly an open one, the oldest first; rarely one that was never made.
    function _choose(Dice memory dice) private view returns (uint256 proposalId) {
        for (uint256 id = 1; id <= _proposals.length; ++id) {
            if (_isOpen(id) && dice.drawBool(60)) return id;
        }
        return dice.draw(_proposals.length + 2);
    }

    function _isIn(address[] storage holders, address account) private view returns (bool) {
        for (uint256 i = 0; i < holders.length; ++i) if (holders[i] == account) return true;
        return false;
    }

    function _isOpen(uint256 proposalId) private view returns (bool) {
        return
            proposalId > 0 &&
            proposalId <= _proposals.length &&
            _proposals[proposalId - 1].status == ProposalStatus.Open;
    }

    function _mayTakeEffect(uint256 proposalId, address caller) private view returns (bool) {
        Kept storage kept = _proposals[proposalId - 1];
        if (kept.proposer == caller || time < kept.activatableFrom) return false;
        uint48 from = _effectiveFrom(kept);
        return kept.isRetirement ? _model.isInForce(kept.id, from) : _model.mayBegin(kept.id, from);
    }

    function _takeEffect(uint256 proposalId) private {
        Kept storage kept = _proposals[proposalId - 1];
        kept.status = ProposalStatus.Activated;
        if (kept.isRetirement) _model.end(kept.id, _effectiveFrom(kept));
        else _model.begin(kept.id, _effectiveFrom(kept), kept.content);
    }

    function _effectiveFrom(Kept storage kept) private view returns (uint48) {
        return kept.from > time ? kept.from : uint48(time + 1);
    }

    function _keep(uint256 proposalId, uint40 id, uint48 from, address proposer, bytes32 content) private {
        _proposals.push(
            Kept({
                id: id,
                isRetirement: content == 0,
                activatableFrom: uint48(time) + _standards.activationDelay(),
                from: from,
                proposer: proposer,
                status: ProposalStatus.Open,
                content: content
            })
        );
        vm.assertEq(proposalId, _proposals.length, "the proposal's number");
    }
}
