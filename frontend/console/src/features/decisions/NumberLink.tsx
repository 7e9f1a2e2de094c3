import { Link } from "react-router";
import { useWorkspace } from "../../shared/workspace";

interface NumberLinkProps {
  ticketId: string;
  number: string;
}

/** A ticket's number that leads to it: the row's way for the keyboard. */
export function NumberLink({ ticketId, number }: NumberLinkProps) {
  const { slug } = useWorkspace();
  return (
    <Link
      className="number"
      to={`/w/${slug}/tickets/${ticketId}`}
      onClick={(event) => event.stopPropagation()}
    >
      {number}
    </Link>
  );
}
