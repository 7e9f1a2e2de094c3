import { Form, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../../../../api/hooks";
import { MergeCandidatesDocument, MergeTicketsDocument } from "../../../../generated/graphql";
import { useDebounced } from "../../../../shared/useDebounced";
import type { ActionFormProps } from "../ActionFormProps";
import { CommandForm } from "../CommandForm";
import { Explanation, TextField } from "../fields";

interface MergeValues {
  childIds: string[];
  note?: string;
}

/** The others close with this ticket's true outcome; every citizen is kept and followed up. */
export function MergeForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const number = useDebounced(typed.trim(), 200);
  const found = useApiQuery(
    MergeCandidatesDocument,
    { number },
    { enabled: number.length >= 4, staleTime: 30_000 },
  );
  const options = (found.data?.findTickets.nodes ?? [])
    .filter(({ ticketId, open }) => open && ticketId !== props.ticket.id)
    .map(({ ticketId, number: its, title }) => ({
      value: ticketId,
      label: [its, title].filter(Boolean).join(" "),
    }));
  return (
    <CommandForm
      {...props}
      action="MERGE"
      document={MergeTicketsDocument}
      toVariables={(values: MergeValues, stamp) => ({
        ticketId: props.ticket.id,
        ...values,
        ...stamp,
      })}
      refusalsOf={({ mergeTickets }) => mergeTickets.errors}
    >
      <Explanation>{t("form.merge.explanation")}</Explanation>
      <Form.Item
        name="childIds"
        label={t("form.merge.children")}
        extra={t("form.merge.childrenHelp")}
        rules={[{ required: true, message: t("form.fillIn", { label: t("form.merge.children") }) }]}
      >
        <Select
          mode="multiple"
          showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
          options={options}
          data-testid="field-childIds"
        />
      </Form.Item>
      <TextField name="note" label={t("form.citizen.note")} rows={3} />
    </CommandForm>
  );
}
