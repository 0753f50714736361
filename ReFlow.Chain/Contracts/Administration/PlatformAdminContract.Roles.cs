using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

/// <content>Who has which role, and after which delay. What changes something is sent by an admin, through a schedule, unless it says otherwise.</content>
public static partial class PlatformAdminContract
{
    static readonly AbiFunction s_adminRole = new("ADMIN_ROLE()");
    static readonly AbiFunction s_managerRole = new("MANAGER_ROLE()");
    static readonly AbiFunction s_guardianRole = new("GUARDIAN_ROLE()");
    static readonly AbiFunction s_publicRole = new("PUBLIC_ROLE()");
    static readonly AbiFunction s_grantRole = new("grantRole(uint64,address,uint32)");
    static readonly AbiFunction s_revokeRole = new("revokeRole(uint64,address)");
    static readonly AbiFunction s_renounceRole = new("renounceRole(uint64,address)");
    static readonly AbiFunction s_labelRole = new("labelRole(uint64,string)");
    static readonly AbiFunction s_setRoleAdmin = new("setRoleAdmin(uint64,uint64)");
    static readonly AbiFunction s_setRoleGuardian = new("setRoleGuardian(uint64,uint64)");
    static readonly AbiFunction s_setGrantDelay = new("setGrantDelay(uint64,uint32)");
    static readonly AbiFunction s_getRoleAdmin = new("getRoleAdmin(uint64)");
    static readonly AbiFunction s_getRoleGuardian = new("getRoleGuardian(uint64)");
    static readonly AbiFunction s_getRoleGrantDelay = new("getRoleGrantDelay(uint64)");
    static readonly AbiFunction s_getAccess = new("getAccess(uint64,address)");
    static readonly AbiFunction s_hasRole = new("hasRole(uint64,address)");

    static IReadOnlyList<AbiFunction> RoleFunctions =>
    [
        s_adminRole, s_managerRole, s_guardianRole, s_publicRole, s_grantRole, s_revokeRole, s_renounceRole, s_labelRole, s_setRoleAdmin,
        s_setRoleGuardian, s_setGrantDelay, s_getRoleAdmin, s_getRoleGuardian, s_getRoleGrantDelay, s_getAccess, s_hasRole,
    ];

    public static byte[] EncodeAdminRole() => s_adminRole.Encode();

    /// <summary>Changes roles and what they may call.</summary>
    public static ulong DecodeAdminRole(byte[] returned) => DecodeRole(returned);

    public static byte[] EncodeManagerRole() => s_managerRole.Encode();

    /// <summary>May call every function of the platform's contracts that is the admin's.</summary>
    public static ulong DecodeManagerRole(byte[] returned) => DecodeRole(returned);

    public static byte[] EncodeGuardianRole() => s_guardianRole.Encode();

    /// <summary>Cancels what managers have scheduled.</summary>
    public static ulong DecodeGuardianRole(byte[] returned) => DecodeRole(returned);

    public static byte[] EncodePublicRole() => s_publicRole.Encode();

    /// <summary>Everybody has it.</summary>
    public static ulong DecodePublicRole(byte[] returned) => DecodeRole(returned);

    /// <summary>Sent by a member of the role's admin role; for who has the role, it changes the delay.</summary>
    /// <param name="executionDelay">Between the least and the greatest for admins and managers; zero for acting at once.</param>
    public static byte[] EncodeGrantRole(ulong roleId, Address account, uint executionDelay) =>
        s_grantRole.Call().UInt(roleId, 64).Address(account).UInt(executionDelay, 32).ToByteArray();

    /// <summary>Sent by a member of the role's admin role; ends membership at once.</summary>
    public static byte[] EncodeRevokeRole(ulong roleId, Address account) => s_revokeRole.Call().UInt(roleId, 64).Address(account).ToByteArray();

    /// <summary>Sent by the member itself, without a schedule.</summary>
    /// <param name="callerConfirmation">The sender's address.</param>
    public static byte[] EncodeRenounceRole(ulong roleId, Address callerConfirmation) =>
        s_renounceRole.Call().UInt(roleId, 64).Address(callerConfirmation).ToByteArray();

    public static byte[] EncodeLabelRole(ulong roleId, string label) => s_labelRole.Call().UInt(roleId, 64).String(label).ToByteArray();

    public static byte[] EncodeSetRoleAdmin(ulong roleId, ulong admin) => s_setRoleAdmin.Call().UInt(roleId, 64).UInt(admin, 64).ToByteArray();

    public static byte[] EncodeSetRoleGuardian(ulong roleId, ulong guardian) =>
        s_setRoleGuardian.Call().UInt(roleId, 64).UInt(guardian, 64).ToByteArray();

    /// <param name="newDelay">Between the grant of the role to an account and its beginning.</param>
    public static byte[] EncodeSetGrantDelay(ulong roleId, uint newDelay) => s_setGrantDelay.Call().UInt(roleId, 64).UInt(newDelay, 32).ToByteArray();

    public static byte[] EncodeGetRoleAdmin(ulong roleId) => s_getRoleAdmin.Call().UInt(roleId, 64).ToByteArray();

    /// <summary>The role whose members grant and revoke this one.</summary>
    public static ulong DecodeGetRoleAdmin(byte[] returned) => DecodeRole(returned);

    public static byte[] EncodeGetRoleGuardian(ulong roleId) => s_getRoleGuardian.Call().UInt(roleId, 64).ToByteArray();

    /// <summary>The role whose members cancel what members of this one have scheduled.</summary>
    public static ulong DecodeGetRoleGuardian(byte[] returned) => DecodeRole(returned);

    public static byte[] EncodeGetRoleGrantDelay(ulong roleId) => s_getRoleGrantDelay.Call().UInt(roleId, 64).ToByteArray();

    public static uint DecodeGetRoleGrantDelay(byte[] returned) => (uint)Returned.UInt(returned, 32);

    public static byte[] EncodeGetAccess(ulong roleId, Address account) => s_getAccess.Call().UInt(roleId, 64).Address(account).ToByteArray();

    public static OnChainAccess DecodeGetAccess(byte[] returned) => OnChainAccess.Decode(returned);

    public static byte[] EncodeHasRole(ulong roleId, Address account) => s_hasRole.Call().UInt(roleId, 64).Address(account).ToByteArray();

    public static OnChainRoleMember DecodeHasRole(byte[] returned) => OnChainRoleMember.Decode(returned);

    static ulong DecodeRole(byte[] returned) => (ulong)Returned.UInt(returned, 64);
}
