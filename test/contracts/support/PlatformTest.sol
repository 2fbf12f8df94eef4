// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PlatformAccess} from "../../../contracts/access/PlatformAccess.sol";
import {PlatformRoles} from "../../../contracts/access/PlatformRoles.sol";
import {InstitutionRegistry} from "../../../contracts/institutions/InstitutionRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {RecordAnchor} from "../../../contracts/records/RecordAnchor.sol";
import {Capabilities} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId, NO_INSTITUTION} from "../../../contracts/types/InstitutionId.sol";
import {InstitutionKind} from "../../../contracts/types/InstitutionKind.sol";
import {vm} from "./Vm.sol";

/// @notice The platform, deployed as in production; the test itself is its administrator.
abstract contract PlatformTest {
    address internal constant REGISTRAR = address(0x4e6);

    PlatformAccess internal access;
    InstitutionRegistry internal institutions;
    RecordAnchor internal anchor;

    function setUp() public virtual {
        vm.warp(1_000_000);
        access = new PlatformAccess(address(this));
        institutions = new InstitutionRegistry(address(access));
        anchor = new RecordAnchor(institutions);
        access.grantRole(PlatformRoles.REGISTRAR, REGISTRAR, 0);
        bytes4[] memory selectors = new bytes4[](8);
        selectors[0] = IInstitutionRegistry.register.selector;
        selectors[1] = IInstitutionRegistry.rename.selector;
        selectors[2] = IInstitutionRegistry.changeParent.selector;
        selectors[3] = IInstitutionRegistry.suspend.selector;
        selectors[4] = IInstitutionRegistry.reinstate.selector;
        selectors[5] = IInstitutionRegistry.retire.selector;
        selectors[6] = IInstitutionRegistry.appointAdministrator.selector;
        selectors[7] = IInstitutionRegistry.expelAccount.selector;
        access.setTargetFunctionRole(address(institutions), selectors, PlatformRoles.REGISTRAR);
    }

    /// @notice Registers a court whose one account holds these capabilities.
    function registerCourt(bytes32 code, address account, Capabilities capabilities) internal returns (InstitutionId) {
        IInstitutionRegistry.Grant[] memory grants = new IInstitutionRegistry.Grant[](1);
        grants[0] = IInstitutionRegistry.Grant(account, capabilities);
        vm.prank(REGISTRAR);
        return
            institutions.register(
                IInstitutionRegistry.Registration({
                    code: code,
                    name: "A court",
                    kind: InstitutionKind.Court,
                    jurisdiction: "CN-11",
                    parent: NO_INSTITUTION,
                    grants: grants
                })
            );
    }
}
