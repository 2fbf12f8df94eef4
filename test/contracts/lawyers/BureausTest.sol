// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {LawyerRegistry} from "../../../contracts/lawyers/LawyerRegistry.sol";
import {ADMINISTER, LICENSE} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {InstitutionKind} from "../../../contracts/types/InstitutionKind.sol";
import {PlatformTest} from "../support/PlatformTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice A ministry above two provinces' bureaus, one of which has a district; a bureau abroad, and a court.
abstract contract BureausTest is PlatformTest {
    LawyerRegistry internal lawyers;

    function setUp() public virtual override {
        super.setUp();
        lawyers = new LawyerRegistry(institutions);
    }

    function registerBureaus(address account) internal {
        _register("MINISTRY", InstitutionKind.JusticeBureau, "CN", 0, account);
        _register("BEIJING", InstitutionKind.JusticeBureau, "CN-11", 1, account);
        _register("CHAOYANG", InstitutionKind.JusticeBureau, "CN-11-0105", 2, account);
        _register("SHANGHAI", InstitutionKind.JusticeBureau, "CN-31", 1, account);
        _register("ABROAD", InstitutionKind.JusticeBureau, "US", 0, account);
        _register("COURT", InstitutionKind.Court, "CN-11", 0, account);
    }

    function _register(
        bytes32 code,
        InstitutionKind kind,
        bytes32 jurisdiction,
        uint32 parent,
        address account
    ) private {
        IInstitutionRegistry.Grant[] memory grants = new IInstitutionRegistry.Grant[](1);
        bool isBureau = kind == InstitutionKind.JusticeBureau;
        grants[0] = IInstitutionRegistry.Grant(account, isBureau ? ADMINISTER.add(LICENSE) : ADMINISTER);
        vm.prank(REGISTRAR);
        institutions.register(
            IInstitutionRegistry.Registration(
                code,
                "An institution",
                kind,
                jurisdiction,
                InstitutionId.wrap(parent),
                grants
            )
        );
    }
}
