using System.Runtime.Versioning;

// Shell scripts stand in for broken tools in these tests.
[assembly: UnsupportedOSPlatform("windows")]
