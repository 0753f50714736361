import { readFileSync } from "node:fs";
import { createConfig, factory } from "ponder";
import { type Abi, getAbiItem } from "viem";

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
};

const abiOf = (contract: string): Abi => JSON.parse(readFileSync(`${setting("REFLOW_ARTIFACTS")}/${contract}.json`, "utf8")).abi;

const factoryAbi = abiOf("LoanFactory");
const factoryAddress = setting("REFLOW_FACTORY") as `0x${string}`;
const urls = setting("REFLOW_RPC_URLS").split(",");

export default createConfig({
  database: { kind: "postgres", connectionString: setting("DATABASE_URL") },
  chains: { local: { id: 31337, rpc: urls.length === 1 ? urls[0]! : urls } },
  contracts: {
    LoanFactory: { chain: "local", abi: factoryAbi, address: factoryAddress },
    Loan: {
      chain: "local",
      abi: abiOf("Loan"),
      // As with ours, the loans are whatever the factory created.
      address: factory({ address: factoryAddress, event: getAbiItem({ abi: factoryAbi, name: "LoanCreated" }) as never, parameter: "loan" }),
    },
  },
});
