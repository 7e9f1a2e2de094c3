import type { ComponentType } from "react";
import type { TicketAction } from "../../../generated/graphql";
import { AcceptForm } from "./AcceptForm";
import type { ActionFormProps } from "./ActionFormProps";
import { AdjudicateForm } from "./AdjudicateForm";
import { ArchiveForm } from "./ArchiveForm";
import { DelegateForm } from "./DelegateForm";
import { EscalateForm } from "./EscalateForm";
import { FollowUpForm } from "./FollowUpForm";
import { ReplyForm } from "./ReplyForm";
import { ReportForm } from "./ReportForm";
import { ReturnForm } from "./ReturnForm";
import { ReviewForm } from "./ReviewForm";
import { SignForm } from "./SignForm";

/** Every action the API can allow has its form; a new one fails to compile until it has. */
export const ACTION_FORMS: Record<TicketAction, ComponentType<ActionFormProps>> = {
  ACCEPT: AcceptForm,
  DELEGATE: DelegateForm,
  ESCALATE: EscalateForm,
  SIGN: SignForm,
  RETURN: ReturnForm,
  ADJUDICATE: AdjudicateForm,
  REPORT: ReportForm,
  REVIEW: ReviewForm,
  REPLY: ReplyForm,
  FOLLOW_UP: FollowUpForm,
  ARCHIVE: ArchiveForm,
};
