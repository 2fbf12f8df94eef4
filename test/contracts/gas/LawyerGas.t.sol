// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILawyerRegistry} from "../../../contracts/interfaces/ILawyerRegistry.sol";
import {LicenceHash, PracticeScope} from "../../../contracts/types/Credential.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {Reason} from "../../../contracts/types/Reason.sol";
import {BureausTest} from "../lawyers/BureausTest.sol";
import {vm} from "../support/Vm.sol";
import {CredentialFloor} from "./CredentialFloor.sol";

/// @notice The gas of issuing and changing credentials, one by one and 500 at once, beside the least that issuing can
/// cost (`CredentialFloor`). As in `Gas.t.sol`, each call is a transaction of its own.
contract LawyerGasTest is BureausTest {
    address private constant ACCOUNT = address(0xacc);
    InstitutionId private constant MINISTRY = InstitutionId.wrap(1);
    InstitutionId private constant CHAOYANG = InstitutionId.wrap(3);
    InstitutionId private constant SHANGHAI = InstitutionId.wrap(4);
    uint256 private constant MOST = 500;
    uint256 private constant BLOCK_GAS = 30_000_000;

    Reason private _reason = Reason(101, keccak256("decision"));

    function setUp() public override {
        super.setUp();
        registerBureaus(ACCOUNT);
        // The first of a jurisdiction pays for its number.
        _issue(1, "first");
    }

    function test_issueOne() external {
        _issue(1, "lawyer");
        vm.snapshotGasLastCall("LawyerRegistry", "issue, 1 credential");
    }

    function test_issueMost() external {
        _issue(MOST, "lawyer");
        uint256 gas = vm.snapshotGasLastCall("LawyerRegistry", "issue, 500 credentials");
        vm.assertLe(gas, BLOCK_GAS, "500 credentials do not fit into a block");
        uint256 floor = _issueAtFloor();
        vm.assertLe(gas * 100, floor * 110, "more than 1.1 times the floor");
    }

    function test_renewOne() external {
        _renew(_licences(1, "first"));
        vm.snapshotGasLastCall("LawyerRegistry", "renew, 1 credential");
    }

    function test_renewMost() external {
        _issue(MOST, "lawyer");
        vm.warp(block.timestamp + 1);
        _renew(_licences(MOST, "lawyer"));
        _snapshotWithinBlock("renew, 500 credentials");
    }

    function test_suspendMost() external {
        _issue(MOST, "lawyer");
        vm.warp(block.timestamp + 1);
        LicenceHash[] memory licences = _licences(MOST, "lawyer");
        vm.prank(ACCOUNT);
        lawyers.suspend(CHAOYANG, licences, _reason);
        _snapshotWithinBlock("suspend, 500 credentials");
    }

    /// @dev By the ministry, two levels above the issuer.
    function test_transferMost() external {
        _issue(MOST, "lawyer");
        vm.warp(block.timestamp + 1);
        LicenceHash[] memory licences = _licences(MOST, "lawyer");
        vm.prank(ACCOUNT);
        lawyers.transfer(MINISTRY, SHANGHAI, "CN-31", licences, _reason);
        _snapshotWithinBlock("transfer, 500 credentials");
    }

    function test_changeMostHolderKeys() external {
        _issue(MOST, "lawyer");
        LicenceHash[] memory licences = _licences(MOST, "lawyer");
        ILawyerRegistry.HolderKey[] memory keys = new ILawyerRegistry.HolderKey[](MOST);
        for (uint256 i = 0; i < MOST; ++i) keys[i] = ILawyerRegistry.HolderKey(licences[i], address(uint160(i + 1)));
        vm.prank(ACCOUNT);
        lawyers.changeHolderKeys(CHAOYANG, keys, _reason);
        _snapshotWithinBlock("changeHolderKeys, 500 first keys");
    }

    function _snapshotWithinBlock(string memory name) private {
        vm.assertLe(vm.snapshotGasLastCall("LawyerRegistry", name), BLOCK_GAS, name);
    }

    function _issue(uint256 count, string memory name) private {
        LicenceHash[] memory licences = _licences(count, name);
        ILawyerRegistry.Issuance[] memory issuances = new ILawyerRegistry.Issuance[](count);
        for (uint256 i = 0; i < count; ++i) {
            issuances[i] = ILawyerRegistry.Issuance({
                licence: licences[i],
                jurisdiction: "CN-11-0105",
                validFrom: uint48(block.timestamp),
                validUntil: uint48(block.timestamp + 365 days),
                scope: PracticeScope.wrap(3),
                holderCommitment: keccak256(abi.encode("holder", i))
            });
        }
        vm.prank(ACCOUNT);
        lawyers.issue(CHAOYANG, issuances, _reason);
    }

    function _issueAtFloor() private returns (uint256 gas) {
        CredentialFloor floor = new CredentialFloor();
        LicenceHash[] memory licences = _licences(MOST, "lawyer");
        CredentialFloor.Issuance[] memory issuances = new CredentialFloor.Issuance[](MOST);
        for (uint256 i = 0; i < MOST; ++i) {
            issuances[i] = CredentialFloor.Issuance({
                licence: LicenceHash.unwrap(licences[i]),
                jurisdiction: "CN-11-0105",
                validFrom: uint48(block.timestamp),
                validUntil: uint48(block.timestamp + 365 days),
                scope: 3,
                holderCommitment: keccak256(abi.encode("holder", i))
            });
        }
        floor.issue(3, issuances, CredentialFloor.Reason(_reason.code, _reason.document));
        return vm.snapshotGasLastCall("LawyerRegistry", "the floor of issue, 500 credentials");
    }

    function _renew(LicenceHash[] memory licences) private {
        uint48 end = lawyers.credential(licences[0]).state.validUntil;
        vm.warp(block.timestamp + 1);
        vm.prank(ACCOUNT);
        lawyers.renew(CHAOYANG, licences, end, end + 365 days, _reason);
    }

    function _licences(uint256 count, string memory name) private pure returns (LicenceHash[] memory licences) {
        licences = new LicenceHash[](count);
        for (uint256 i = 0; i < count; ++i) licences[i] = LicenceHash.wrap(keccak256(abi.encode(name, i)));
    }
}
