import type { ComponentType } from "react";
import type { TicketAction } from "../../../generated/graphql";
import { AcceptForm } from "./AcceptForm";
import type { ActionFormProps } from "./ActionFormProps";
import { AdjudicateForm } from "./AdjudicateForm";
import { ArchiveForm } from "./ArchiveForm";
import { DelegateForm } from "./DelegateForm";
import { EscalateForm } from "./EscalateForm";
import { FollowUpForm } from "./FollowUpForm";
import {
  ChaseForm,
  DeliverReplyForm,
  RecordContactForm,
  ReopenForm,
  SupplementForm,
  TerminateForm,
  UnmergeForm,
  WithdrawForm,
} from "./forms/citizenForms";
import { DeclineForm } from "./forms/DeclineForm";
import {
  AddAssistForm,
  MarkSecretForm,
  ReleaseContactForm,
  WaiveAssistForm,
} from "./forms/helperForms";
import {
  AnswerForm,
  ConferenceForm,
  ExpressForm,
  FirstResultForm,
  HandOverForm,
} from "./forms/intakeForms";
import { DecideSignOffForm, InstructForm, SubmitForSignOffForm } from "./forms/leaderForms";
import { MergeForm } from "./forms/MergeForm";
import { SplitForm } from "./forms/SplitForm";
import {
  DecideExtensionForm,
  DecideSuspensionForm,
  DisputeForm,
  RequestExtensionForm,
  RequestSuspensionForm,
  ResumeForm,
} from "./forms/timeForms";
import { ReplyForm } from "./ReplyForm";
import { ReportForm } from "./ReportForm";
import { ReturnForm } from "./ReturnForm";
import { ReviewForm } from "./ReviewForm";
import { SignForm } from "./SignForm";

/** Every action the API can allow has its form; a new one fails to compile until it has. */
export const ACTION_FORMS: Record<TicketAction, ComponentType<ActionFormProps>> = {
  ACCEPT: AcceptForm,
  DECLINE: DeclineForm,
  ANSWER: AnswerForm,
  CONFERENCE: ConferenceForm,
  HAND_OVER: HandOverForm,
  DELEGATE: DelegateForm,
  EXPRESS: ExpressForm,
  ESCALATE: EscalateForm,
  SIGN: SignForm,
  RETURN: ReturnForm,
  ADJUDICATE: AdjudicateForm,
  DISPUTE: DisputeForm,
  REPORT: ReportForm,
  REVIEW: ReviewForm,
  ADD_ASSIST: AddAssistForm,
  WAIVE_ASSIST: WaiveAssistForm,
  REQUEST_EXTENSION: RequestExtensionForm,
  DECIDE_EXTENSION: DecideExtensionForm,
  REQUEST_SUSPENSION: RequestSuspensionForm,
  DECIDE_SUSPENSION: DecideSuspensionForm,
  RESUME: ResumeForm,
  REPLY: ReplyForm,
  FOLLOW_UP: FollowUpForm,
  ARCHIVE: ArchiveForm,
  SPLIT: SplitForm,
  MERGE: MergeForm,
  UNMERGE: UnmergeForm,
  SUPPLEMENT: SupplementForm,
  CHASE: ChaseForm,
  WITHDRAW: WithdrawForm,
  TERMINATE: TerminateForm,
  REOPEN: ReopenForm,
  SUBMIT_FOR_SIGN_OFF: SubmitForSignOffForm,
  DECIDE_SIGN_OFF: DecideSignOffForm,
  INSTRUCT: InstructForm,
  RECORD_CONTACT: RecordContactForm,
  RELEASE_CONTACT: ReleaseContactForm,
  MARK_SECRET: MarkSecretForm,
  FIRST_RESULT: FirstResultForm,
  DELIVER_REPLY: DeliverReplyForm,
};
