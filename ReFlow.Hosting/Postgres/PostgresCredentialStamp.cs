using System.Security.Cryptography;

namespace ReFlow.Hosting.Postgres;

/// <summary>
/// Remembers, as a salted hash, with which user and password the data directory was made: a password that changed against kept data
/// would otherwise show as failing logins everywhere.
/// </summary>
sealed class PostgresCredentialStamp(string path)
{
    const int SaltBytes = 16;
    const int HashBytes = 32;
    const int Iterations = 100_000;

    public void Write(string userName, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        // Through a second file: half a stamp would never fit again.
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, [.. salt, .. Hash(userName, password, salt)]);
        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="DistributedApplicationException">The data was made with another user or password.</exception>
    public void Require(string userName, string password)
    {
        // Absent only when the host was killed between making the data directory and this file.
        if (!File.Exists(path))
        {
            Write(userName, password);
            return;
        }

        var stamp = File.ReadAllBytes(path);
        var isSame = stamp.Length == SaltBytes + HashBytes
            && CryptographicOperations.FixedTimeEquals(stamp.AsSpan(SaltBytes), Hash(userName, password, stamp[..SaltBytes]));
        if (!isSame)
            throw new DistributedApplicationException(
                $"The database in {Path.GetDirectoryName(path)} was made with another user name or password than the parameters now give. "
                + "Nothing was changed. Give the earlier values, or run with --reset to start anew.");
    }

    static byte[] Hash(string userName, string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2($"{userName}\n{password}", salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
}
