using System.Text;
using ReFlow.Chain.Proofs;

namespace ReFlow.Chain.Tests.Proofs;

/// <summary>Cases of the Ethereum project's own test suite (ethereum/tests, TrieTests).</summary>
public sealed class MerklePatriciaTrieTests
{
    [Fact]
    public void Root_of_nothing_is_the_well_known_one() =>
        Assert.Equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421", MerklePatriciaTrie.RootOfList([]).ToString());

    [Fact]
    public void Root_with_keys_that_begin_with_one_another_is_the_published_one() =>
        Assert.Equal(
            "0x8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3",
            Root(("doe", "reindeer"), ("dog", "puppy"), ("dogglesworth", "cat")));

    [Fact]
    public void Root_with_a_value_in_a_branch_is_the_published_one() =>
        Assert.Equal(
            "0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84",
            Root(("do", "verb"), ("horse", "stallion"), ("doge", "coin"), ("dog", "puppy")));

    [Fact]
    public void Root_of_one_long_value_is_the_published_one() =>
        Assert.Equal("0xd23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab", Root(("A", new string('a', 50))));

    static string Root(params (string Key, string Value)[] items) => MerklePatriciaTrie.Root(
        items.Select(item => new KeyValuePair<byte[], byte[]>(Encoding.ASCII.GetBytes(item.Key), Encoding.ASCII.GetBytes(item.Value)))).ToString();
}
