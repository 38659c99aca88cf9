// Stands in for the generated schema.d.ts until openapi/coopair.json exists.
/* eslint-disable @typescript-eslint/no-explicit-any */
type Call = (path: string, init?: any) => Promise<{ data?: any; response: Response }>;

export interface LooseClient {
  GET: Call;
  PUT: Call;
  POST: Call;
  DELETE: Call;
  use: (...middleware: any[]) => void;
}
