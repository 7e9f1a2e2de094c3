import { Button } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./LoadMore.module.css";

interface LoadMoreProps {
  available: boolean;
  loading: boolean;
  load: () => void;
}

/** The next page of a list, on request. */
export function LoadMore({ available, loading, load }: LoadMoreProps) {
  const { t } = useTranslation();
  if (!available) return null;
  return (
    <div className={styles.more}>
      <Button onClick={load} loading={loading} data-testid="load-more">
        {t("common.loadMore")}
      </Button>
    </div>
  );
}
