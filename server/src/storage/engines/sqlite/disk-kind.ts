/** What kind of disk a file lies on. */
export interface DiskKind {
  name: string;
  /** Locks and shared memory cannot be relied on: others may have it mounted, too. */
  network: boolean;
  /** Files keep the numbers that name them. */
  stableInodes: boolean;
}

const network = (name: string): DiskKind => ({ name, network: true, stableInodes: false });
/** May lead to a network, or to another system's disk; nobody can tell from here. */
const unclear = (name: string): DiskKind => ({ name, network: false, stableInodes: false });

/** By the number that Linux gives a file system (statfs(2)). */
const KINDS: ReadonlyMap<number, DiskKind> = new Map([
  [0x6969, network("NFS")],
  [0x517b, network("SMB")],
  [0xfe534d42, network("SMB")],
  [0xff534d42, network("CIFS")],
  [0x564c, network("NCP")],
  [0x5346414f, network("AFS")],
  [0x6b414653, network("AFS")],
  [0x73757245, network("Coda")],
  [0x00c36400, network("Ceph")],
  [0x0bd00bd0, network("Lustre")],
  [0x01161970, network("GFS2")],
  [0x7461636f, network("OCFS2")],
  [0x47504653, network("GPFS")],
  [0x19830326, network("BeeGFS")],
  [0x65735546, unclear("FUSE")],
  [0x01021997, unclear("9p")],
  [0x786f4256, unclear("VirtualBox")],
]);

const LOCAL: DiskKind = { name: "local", network: false, stableInodes: true };

/** The kind of a file system by its number, as `statfs` has it: some kernels give it a sign. */
export function diskKind(type: number): DiskKind {
  return KINDS.get(type >>> 0) ?? LOCAL;
}
