import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Makes a certificate for localhost that vouches for itself. */
export function makeCertificate(dir: string) {
  const certificatePath = join(dir, "certificate.pem");
  const keyPath = join(dir, "key.pem");
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
      ...["-keyout", keyPath, "-out", certificatePath],
    ],
    { stdio: "ignore" },
  );
  return { certificate: readFileSync(certificatePath, "utf8"), certificatePath, keyPath };
}
