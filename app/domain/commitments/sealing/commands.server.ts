export const sealDue = async (_now: Date): Promise<number> => 0;
export const sweepFiles = async (_now: Date): Promise<number> => 0;
export const storeScan = async (_bytes: Buffer, _name: string, _networkId: string, _now: Date): Promise<string> => "";
