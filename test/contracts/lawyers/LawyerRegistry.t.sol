// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILawyerRegistry} from "../../../contracts/interfaces/ILawyerRegistry.sol";
import {CredentialStatus, LicenceHash, PracticeScope} from "../../../contracts/types/Credential.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {Reason} from "../../../contracts/types/Reason.sol";
import {vm} from "../support/Vm.sol";
import {BureausTest} from "./BureausTest.sol";
import {LawyerHandler} from "./LawyerHandler.sol";
import {LawyerModel} from "./LawyerModel.sol";

/// @notice Random histories of credentials, each step compared with the model.
contract LawyerRegistryInvariants is BureausTest {
    uint256 private constant ACTIONS = 9;

    LawyerModel private _model;
    LawyerHandler private _handler;
    uint256 private _turn;

    function setUp() public override {
        super.setUp();
        address[] memory accounts = new address[](4);
        for (uint256 i = 0; i < accounts.length; ++i) accounts[i] = address(uint160(0xacc0 + i));
        registerBureaus(accounts[0]);
        _model = new LawyerModel();
        _handler = new LawyerHandler(lawyers, institutions, _model, REGISTRAR, accounts);
        for (uint256 seed = 0; seed < 10; ++seed) _handler.issue(seed);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @notice A revoked credential never becomes valid: whatever was tried since, it is revoked.
    function invariant_revokedStaysRevoked() external {
        vm.warp(_handler.time());
        bytes32[] memory revoked = _handler.revoked();
        for (uint256 i = 0; i < revoked.length; ++i) _checkRevoked(revoked[i]);
    }

    /// @notice The answer for a past date never changes. After each step the last answer is asked for again, and an
    /// earlier one, in turn.
    function invariant_pastAnswersStay() external {
        vm.warp(_handler.time());
        LawyerHandler.Witness[] memory witnesses = _handler.witnesses();
        if (witnesses.length == 0) return;
        _checkWitness(witnesses[witnesses.length - 1]);
        _checkWitness(witnesses[++_turn % witnesses.length]);
    }

    /// @notice After each step one credential, in turn, is as the model says, now and at every past time.
    function invariant_theRegistryFollowsTheRules() external {
        vm.warp(_handler.time());
        _checkCredential(_handler.licenceAt(++_turn));
    }

    /// @notice At the end of each history all of it is.
    function afterInvariant() external {
        vm.warp(_handler.time());
        _checkAll();
    }

    function test_randomHistoriesReachEveryActionBothWays() external {
        bytes4[ACTIONS] memory selectors = [
            LawyerHandler.issue.selector,
            LawyerHandler.renew.selector,
            LawyerHandler.suspend.selector,
            LawyerHandler.reinstate.selector,
            LawyerHandler.revoke.selector,
            LawyerHandler.transfer.selector,
            LawyerHandler.changeHolderKeys.selector,
            LawyerHandler.changeBureaus.selector,
            LawyerHandler.askAboutThePast.selector
        ];
        bytes32[7] memory actions = [
            bytes32("issue"),
            "renew",
            "suspend",
            "reinstate",
            "revoke",
            "transfer",
            "changeHolderKeys"
        ];
        for (uint256 seed = 1000; seed < 1500; ++seed) {
            uint256 choice = uint256(keccak256(abi.encode(seed))) % ACTIONS;
            (bool done, bytes memory reason) = address(_handler).call(abi.encodeWithSelector(selectors[choice], seed));
            vm.assertTrue(done, string(reason));
        }
        _checkAll();
        vm.assertGt(_handler.revoked().length, 2, "revoked too rarely");
        for (uint256 i = 0; i < actions.length; ++i) {
            string memory action = string(abi.encodePacked(actions[i]));
            vm.assertGt(_handler.refused(actions[i]), 4, string.concat("refused too rarely: ", action));
            vm.assertGt(_handler.succeeded(actions[i]), 2, string.concat("succeeded too rarely: ", action));
        }
    }

    function _checkAll() private view {
        for (uint256 i = 0; i < _handler.LICENCES(); ++i) _checkCredential(_handler.licenceAt(i));
        LawyerHandler.Witness[] memory witnesses = _handler.witnesses();
        for (uint256 i = 0; i < witnesses.length; ++i) _checkWitness(witnesses[i]);
        bytes32[] memory revoked = _handler.revoked();
        for (uint256 i = 0; i < revoked.length; ++i) _checkRevoked(revoked[i]);
    }

    function _checkRevoked(bytes32 licence) private view {
        (bool entitled, ILawyerRegistry.State memory state) = lawyers.verifyLawyer(
            LicenceHash.wrap(licence),
            uint48(block.timestamp)
        );
        vm.assertFalse(entitled, "a revoked credential counts");
        vm.assertEq(uint8(state.status), uint8(CredentialStatus.Revoked), "a revoked credential has another status");
    }

    function _checkWitness(LawyerHandler.Witness memory witness) private view {
        vm.assertEq(_handler.answerFor(witness.licence, witness.time), witness.answer, "the answer for a past time");
    }

    function _checkCredential(bytes32 licence) private view {
        LawyerModel.State[] memory expected = _model.statesOf(licence);
        ILawyerRegistry.State[] memory found = lawyers.historyOf(LicenceHash.wrap(licence));
        vm.assertEq(found.length, expected.length, "number of states");
        for (uint256 i = 0; i < found.length; ++i) {
            _checkState(found[i], expected[i]);
            if (i > 0) vm.assertGt(found[i].since, found[i - 1].since, "states in order");
            _checkTime(licence, found[i].since - 1);
            _checkTime(licence, found[i].since);
        }
        _checkTime(licence, uint48(block.timestamp));
        if (expected.length == 0) return;
        bytes32 commitment = lawyers.credential(LicenceHash.wrap(licence)).holderCommitment;
        vm.assertEq(commitment, _model.commitmentOf(licence), "commitment");
    }

    function _checkTime(bytes32 licence, uint48 time) private view {
        (LawyerModel.State memory expected, address key) = _model.heldAt(licence, time);
        (bool entitled, ILawyerRegistry.State memory found) = lawyers.verifyLawyer(LicenceHash.wrap(licence), time);
        _checkState(found, expected);
        bool isEntitled = expected.status == 1 && expected.validFrom <= time && expected.validUntil > time;
        vm.assertEq(entitled ? 1 : 0, isEntitled ? 1 : 0, "entitled");
        vm.assertEq(lawyers.holderKeyAt(LicenceHash.wrap(licence), time), key, "key");
    }

    function _checkState(ILawyerRegistry.State memory found, LawyerModel.State memory expected) private pure {
        vm.assertEq(found.since, expected.since, "since");
        vm.assertEq(found.validFrom, expected.validFrom, "valid from");
        vm.assertEq(found.validUntil, expected.validUntil, "valid until");
        vm.assertEq(uint8(found.status), expected.status, "status");
        vm.assertEq(InstitutionId.unwrap(found.issuer), expected.issuer, "issuer");
        vm.assertEq(PracticeScope.unwrap(found.scope), expected.scope, "scope");
        vm.assertEq(found.jurisdiction, bytes32(bytes(expected.jurisdiction)), "jurisdiction");
    }
}

contract LawyerRegistryTest is BureausTest {
    address private constant ACCOUNT = address(0xacc);
    InstitutionId private constant MINISTRY = InstitutionId.wrap(1);
    uint48 private constant LAST_DATE = type(uint32).max;

    function setUp() public override {
        super.setUp();
        registerBureaus(ACCOUNT);
    }

    function testFuzz_keepsEveryFieldAsItWasIssued(
        bytes32 licence,
        uint32 time,
        uint32 validFrom,
        uint32 validUntil,
        uint16 scope,
        bytes32 commitment
    ) external {
        vm.assume(licence != 0 && scope != 0 && commitment != 0);
        vm.assume(time > 0 && validFrom > 0 && validUntil > validFrom && validUntil > time);
        vm.warp(time);
        _issue(licence, validFrom, validUntil, scope, commitment);
        ILawyerRegistry.Credential memory found = lawyers.credential(LicenceHash.wrap(licence));
        vm.assertEq(found.holderCommitment, commitment, "commitment");
        vm.assertEq(found.state.since, time, "since");
        vm.assertEq(found.state.validFrom, validFrom, "valid from");
        vm.assertEq(found.state.validUntil, validUntil, "valid until");
        vm.assertEq(PracticeScope.unwrap(found.state.scope), scope, "scope");
        vm.assertEq(InstitutionId.unwrap(found.state.issuer), 1, "issuer");
        vm.assertEq(found.state.jurisdiction, "CN-11", "jurisdiction");
    }

    function testFuzz_entitlesWithinTheValidityOnly(uint32 validFrom, uint32 validUntil, uint32 time) external {
        vm.assume(validFrom > 0 && validUntil > validFrom && validUntil > block.timestamp);
        vm.assume(time >= block.timestamp);
        uint48 issuedAt = uint48(block.timestamp);
        _issue("licence", validFrom, validUntil, 1, "commitment");
        vm.warp(time);
        (bool entitled, ) = lawyers.verifyLawyer(LicenceHash.wrap("licence"), time);
        bool expected = time >= issuedAt && time >= validFrom && time < validUntil;
        vm.assertEq(entitled ? 1 : 0, expected ? 1 : 0, "entitled");
    }

    function testFuzz_refusesEveryEndBeyondTheLastDate(uint48 validUntil) external {
        vm.assume(validUntil > LAST_DATE);
        ILawyerRegistry.Issuance[] memory issuances = _issuance("licence", 1, validUntil, 1, "commitment");
        vm.prank(ACCOUNT);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILawyerRegistry.LawyerRegistryDateBeyondLimit.selector,
                LicenceHash.wrap("licence"),
                validUntil,
                LAST_DATE
            )
        );
        lawyers.issue(MINISTRY, issuances, Reason(0, 0));
    }

    function testFuzz_opensTheCommitmentToItsOwnNameOnly(
        bytes32 salt,
        string calldata name,
        bytes32 otherSalt,
        string calldata otherName
    ) external {
        _issue("licence", 1, LAST_DATE, 1, keccak256(abi.encode(salt, name)));
        LicenceHash licence = LicenceHash.wrap("licence");
        vm.assertTrue(lawyers.isHolder(licence, salt, name), "its own name");
        bool same = salt == otherSalt && keccak256(bytes(name)) == keccak256(bytes(otherName));
        vm.assertEq(lawyers.isHolder(licence, otherSalt, otherName) ? 1 : 0, same ? 1 : 0, "another name");
    }

    function testFuzz_knowsTheHoldersSignatureOfEveryStatement(
        uint256 key,
        string calldata purpose,
        bytes32 subject,
        uint48 deadline,
        bytes32 otherSubject
    ) external {
        key = 1 + (key % (2 ** 250));
        vm.assume(deadline >= block.timestamp);
        _issue("licence", 1, LAST_DATE, 1, "commitment");
        LicenceHash licence = LicenceHash.wrap("licence");
        ILawyerRegistry.HolderKey[] memory keys = new ILawyerRegistry.HolderKey[](1);
        keys[0] = ILawyerRegistry.HolderKey(licence, vm.addr(key));
        vm.prank(ACCOUNT);
        lawyers.changeHolderKeys(MINISTRY, keys, Reason(0, 0));
        ILawyerRegistry.HolderStatement memory statement = ILawyerRegistry.HolderStatement({
            licence: licence,
            purpose: purpose,
            subject: subject,
            deadline: deadline
        });
        bytes memory signature = _sign(key, statement);
        uint48 time = uint48(block.timestamp);
        vm.assertTrue(lawyers.isSignedByHolder(statement, time, signature), "the holder's statement");
        statement.subject = otherSubject;
        bool signed = lawyers.isSignedByHolder(statement, time, signature);
        vm.assertEq(signed ? 1 : 0, subject == otherSubject ? 1 : 0, "another statement");
    }

    /// @dev The typed message as EIP-712 says, built apart from the contract's own code.
    function _sign(uint256 key, ILawyerRegistry.HolderStatement memory statement) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Lexanchor LawyerRegistry"),
                keccak256("1"),
                block.chainid,
                address(lawyers)
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("HolderStatement(bytes32 licence,string purpose,bytes32 subject,uint48 deadline)"),
                statement.licence,
                keccak256(bytes(statement.purpose)),
                statement.subject,
                statement.deadline
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, message)));
        return abi.encodePacked(r, s, v);
    }

    function _issue(bytes32 licence, uint48 validFrom, uint48 validUntil, uint16 scope, bytes32 commitment) private {
        ILawyerRegistry.Issuance[] memory issuances = _issuance(licence, validFrom, validUntil, scope, commitment);
        vm.prank(ACCOUNT);
        lawyers.issue(MINISTRY, issuances, Reason(0, 0));
    }

    function _issuance(
        bytes32 licence,
        uint48 validFrom,
        uint48 validUntil,
        uint16 scope,
        bytes32 commitment
    ) private pure returns (ILawyerRegistry.Issuance[] memory issuances) {
        issuances = new ILawyerRegistry.Issuance[](1);
        issuances[0] = ILawyerRegistry.Issuance({
            licence: LicenceHash.wrap(licence),
            jurisdiction: "CN-11",
            validFrom: validFrom,
            validUntil: validUntil,
            scope: PracticeScope.wrap(scope),
            holderCommitment: commitment
        });
    }
}
