import { ApiError } from "../api-error.ts";
import { record, text } from "../body-fields.ts";
import type { Call, Project, Reply, Route } from "../project.ts";
import { sendMail } from "../send-mail.ts";

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** `POST /otp`: mails a code, and makes the account if there is none. */
export const otp: Route = (call: Call, project: Project): Reply => {
  const { body } = call;
  const email = text(body["email"]);
  if (!email) throw new ApiError(400, "validation_failed", "One of email or phone must be set");
  if (!EMAIL.test(email))
    throw new ApiError(
      400,
      "validation_failed",
      "Unable to validate email address: invalid format",
    );
  const known = project.accounts.byEmail(email);
  if (!known && body["create_user"] === false)
    throw new ApiError(422, "otp_disabled", "Signups not allowed for otp");
  const userMetadata = record(body["data"]);
  const account = known ?? project.accounts.add({ email, confirmed: false, userMetadata });
  sendMail(call, project, account, account.confirmed ? "magiclink" : "signup");
  return { status: 200, json: {} };
};
