import { Alert, Button, Form, Input, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/apiError";
import { PUBLIC_ENDPOINT, sendRequest } from "../../api/client";
import { LoginDocument } from "../../generated/graphql";
import { apiErrorSentence, refusalSentence } from "../../shared/errors";

interface Credentials {
  username: string;
  password: string;
}

interface LoginFormProps {
  onLoggedIn: (personId: string) => void | Promise<void>;
}

export function LoginForm({ onLoggedIn }: LoginFormProps) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<Credentials>();
  const [failure, setFailure] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const usernameRef = useRef<InputRef>(null);
  useEffect(() => usernameRef.current?.focus(), []);

  const logIn = async (variables: Credentials) => {
    setSending(true);
    setFailure(null);
    try {
      const { login } = await sendRequest({
        endpoint: PUBLIC_ENDPOINT,
        document: LoginDocument,
        variables,
      });
      const refusal = login.errors[0];
      if (refusal) {
        setFailure(refusalSentence(refusal, i18n));
        form.getFieldInstance("password")?.focus();
      } else if (login.me) await onLoggedIn(login.me.id);
    } catch (error) {
      setFailure(apiErrorSentence(error instanceof ApiError ? error.code : "INTERNAL", t));
    } finally {
      setSending(false);
    }
  };

  const required = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <Form
      form={form}
      name="login"
      layout="vertical"
      requiredMark={false}
      size="large"
      onFinish={logIn}
      data-testid="login-form"
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form.Item
        name="username"
        label={t("login.username")}
        rules={required(t("login.usernameMissing"))}
      >
        <Input ref={usernameRef} autoComplete="username" data-testid="username" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t("login.password")}
        rules={required(t("login.passwordMissing"))}
      >
        <Input.Password autoComplete="current-password" data-testid="password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={sending} data-testid="submit">
        {t("login.submit")}
      </Button>
    </Form>
  );
}
