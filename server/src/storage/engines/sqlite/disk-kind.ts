/** The kind of file system that a file is on. */
export interface DiskKind {
  name: string;
  /** Locks and shared memory are unreliable: other machines may have it mounted. */
  network: boolean;
  /** Whether inode numbers are stable. */
  stableInodes: boolean;
}

const network = (name: string): DiskKind => ({ name, network: true, stableInodes: false });
/** May be a network or another system's disk; this cannot be determined. */
const unclear = (name: string): DiskKind => ({ name, network: false, stableInodes: false });

/** By the magic number of a Linux file system (statfs(2)). */
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

/** The kind of a file system by the number from `statfs`, which is signed on some kernels. */
export function diskKind(type: number): DiskKind {
  return KINDS.get(type >>> 0) ?? LOCAL;
}
