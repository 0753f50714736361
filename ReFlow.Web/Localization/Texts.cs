namespace ReFlow.Web.Localization;

/// <summary>Names the resource files <c>Texts.resx</c> (English) and <c>Texts.id.resx</c> (Indonesian).</summary>
public sealed class Texts;
