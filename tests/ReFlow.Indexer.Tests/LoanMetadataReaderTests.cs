using System.Text;
using CsCheck;
using ReFlow.Chain;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Tests;

public sealed class LoanMetadataReaderTests
{
    [Fact]
    public void Read_verified_document_gives_its_texts()
    {
        var metadata = Read("""{"name":"Padi","borrowerName":"Koperasi","sector":"SME","region":"Bali","grade":"A","purpose":"Seed","collateral":"Land"}""");

        Assert.Equal(new LoanMetadata(true, "Padi", "Koperasi", "SME", "Bali", "A", "Seed", "Land"), metadata);
    }

    [Fact]
    public void Read_bytes_that_do_not_hash_to_the_document_hash_are_not_trusted()
    {
        var uri = Uri(Encoding.UTF8.GetBytes("""{"name":"Forged"}"""));

        Assert.Equal(LoanMetadata.Unverified, LoanMetadataReader.Read(uri, Keccak256.Hash("something else"u8)));
    }

    [Theory]
    [InlineData("""{"name":"\u0000"}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":17}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"sector":"Casino","grade":"Z"}""")]
    public void Read_text_that_the_database_or_a_page_cannot_hold_is_left_out(string json)
    {
        Assert.Equal(new LoanMetadata(Verified: true), Read(json));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"name":"cut""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]")]
    public void Read_document_that_is_no_object_is_not_trusted(string text)
    {
        Assert.Equal(LoanMetadata.Unverified, Read(text));
    }

    [Fact]
    public void Read_more_than_8_KiB_is_not_trusted()
    {
        var fits = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('a', LoanMetadataReader.MaximumBytes - 11)}}"}""");
        var tooLong = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('a', LoanMetadataReader.MaximumBytes - 10)}}"}""");

        Assert.True(LoanMetadataReader.Read(Uri(fits), Keccak256.Hash(fits)).Verified);
        Assert.False(LoanMetadataReader.Read(Uri(tooLong), Keccak256.Hash(tooLong)).Verified);
    }

    [Theory]
    [InlineData("ipfs://bafy")]
    [InlineData("data:application/json;base64,!!!")]
    [InlineData("data:text/html;base64,e30=")]
    [InlineData("")]
    public void Read_other_uris_are_not_trusted(string uri)
    {
        Assert.Equal(LoanMetadata.Unverified, LoanMetadataReader.Read(uri, Keccak256.Hash("{}"u8)));
    }

    [Fact]
    public void Read_never_throws_and_never_gives_a_text_that_cannot_be_stored()
    {
        Gen.OneOf(Gen.String, Gen.String.Select(text => $$"""{"name":"{{text}}"}""")).Sample(json =>
        {
            var metadata = Read(json);
            Assert.True(metadata.Name is null || (metadata.Name.Length is > 0 and <= 1_000 && !metadata.Name.Any(char.IsControl)));
        });
    }

    static LoanMetadata Read(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return LoanMetadataReader.Read(Uri(bytes), Keccak256.Hash(bytes));
    }

    static string Uri(byte[] bytes) => "data:application/json;base64," + Convert.ToBase64String(bytes);
}
