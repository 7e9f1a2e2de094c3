import { DatePicker, Form, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { DelegateTicketDocument } from "../../../generated/graphql";
import { unitKindLabel } from "../../../shared/labels";
import { formatShanghai, shanghaiInstant } from "../../../shared/shanghai";
import type { TicketDetail } from "../page/ticketTypes";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";
import { CommandForm } from "./CommandForm";
import { TextField } from "./fields";
import { Advice } from "./forms/Advice";
import { REPORT_FIELDS, type SpecialReportValues, specialReportOf } from "./specialReport";

interface DelegateValues extends SpecialReportValues {
  toUnitId: string;
  requirement?: string;
  dueAt?: Dayjs | null;
  bodyShared?: string;
  overrideReason?: string;
}

export function DelegateForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const { ticket } = props;
  const limit = ticket.holderDueAt ?? ticket.dueAt;
  return (
    <CommandForm
      {...props}
      action="DELEGATE"
      document={DelegateTicketDocument}
      initialValues={{ bodyShared: ticket.bodyShared }}
      toVariables={(values: DelegateValues, stamp) => ({
        ticketId: ticket.id,
        toUnitId: values.toUnitId,
        requirement: values.requirement,
        overrideReason: values.overrideReason,
        ...specialReportOf(values),
        dueAt: values.dueAt ? shanghaiInstant(values.dueAt.format("YYYY-MM-DDTHH:mm")) : null,
        ...(ticket.isOrigin && { bodyShared: values.bodyShared }),
        ...stamp,
      })}
      refusalsOf={({ delegateTicket }) => delegateTicket.errors}
    >
      <Advice ticketId={ticket.id} />
      <TargetSelect targets={ticket.delegateTargets} />
      <TextField
        name="requirement"
        label={t("form.delegate.requirement")}
        placeholder={t("form.delegate.requirementHint")}
        rows={3}
      />
      <Form.Item
        name="dueAt"
        label={t("form.delegate.dueAt")}
        extra={
          limit === null
            ? t("form.delegate.dueAtHelp")
            : t("form.delegate.dueAtWithin", { time: formatShanghai(limit) })
        }
      >
        <DatePicker
          showTime={{ format: "HH:mm", minuteStep: 10 }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: 220 }}
          minDate={dayjs().startOf("day")}
        />
      </Form.Item>
      <TextField
        name="overrideReason"
        label={t("form.delegate.override")}
        help={t("form.delegate.overrideHelp")}
        rows={2}
      />
      {ticket.isOrigin && ticket.urgency === "MAJOR" && <SpecialReportFields />}
      {ticket.isOrigin && (
        <TextField
          name="bodyShared"
          label={t("form.delegate.bodyShared")}
          help={t("form.delegate.bodySharedHelp")}
          rows={5}
        />
      )}
    </CommandForm>
  );
}

/** The issued report that goes with a major matter, in the same step. */
function SpecialReportFields() {
  const { t } = useTranslation();
  return REPORT_FIELDS.map(({ name, label, help, rows }) => (
    <TextField
      key={name}
      name={name}
      label={t(label)}
      help={help === undefined ? undefined : t(help)}
      rows={rows ?? 2}
    />
  ));
}

/** One flat list: a group's heading is no option, and screen readers stumble over it. */
function TargetSelect({ targets }: { targets: TicketDetail["delegateTargets"] }) {
  const { t } = useTranslation();
  const options = targets.map(({ id, name, code, kind }) => ({
    value: id,
    label: name,
    code,
    kind: unitKindLabel(kind, t),
  }));
  return (
    <Form.Item
      name="toUnitId"
      label={t("form.delegate.toUnitId")}
      rules={[{ required: true, message: t("form.delegate.toUnitMissing") }]}
    >
      <Select
        showSearch={{ optionFilterProp: ["label", "code"] }}
        options={options}
        optionRender={({ data }) => (
          <span className={styles.target}>
            {data.label}
            <span>{data.kind}</span>
          </span>
        )}
        placeholder={t("form.delegate.toUnitHint")}
        data-testid="field-toUnitId"
      />
    </Form.Item>
  );
}
