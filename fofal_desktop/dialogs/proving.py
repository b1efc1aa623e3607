"""Fields by which somebody proves again who he is: the password, and a code of the second factor."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from fofal_desktop.api.errors import ApiError
from fofal_desktop.gate import message_of
from fofal_desktop.parts import GAP, mark, named, tight

CODE_LENGTH = 32
"""Room for a recovery code with dashes or spaces."""


class Proving(QWidget):
    """``fields`` by the names that the server gives them; with ``factor`` the code is asked for too."""

    def __init__(self, *, factor: bool) -> None:
        super().__init__()
        self.fields = {"password": named(QLineEdit(), "proof-password")}
        self.fields["password"].setEchoMode(QLineEdit.EchoMode.Password)
        rows = tight(QFormLayout(self), GAP + 2)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        rows.addRow(self.tr("Your password"), self.fields["password"])
        if factor:
            self.fields["otp"] = named(QLineEdit(maxLength=CODE_LENGTH), "proof-otp")
            rows.addRow(self.tr("Code of your telephone, or a recovery code"), self.fields["otp"])

    def values(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.fields.items()}

    def empty(self) -> bool:
        """Whether something is still to be typed; the focus goes there."""
        missing = next((field for field in self.fields.values() if not field.text().strip()), None)
        if missing is not None:
            missing.setFocus()
        return missing is not None

    def refuse(self, error: Exception) -> str:
        """Point at the field that the server named; answers what to say."""
        return point_at(self.fields, error)


def point_at(fields: dict[str, QLineEdit], error: Exception) -> str:
    """Mark the field that a refusal names and put the focus there; answers the words of the refusal."""
    told = error.problem.errors if isinstance(error, ApiError) else []
    wrong = told[0].field if told else ""
    for name, field in fields.items():
        mark(field, "problem", name == wrong)
    if wrong in fields:
        fields[wrong].setFocus()
        fields[wrong].selectAll()
    return "\n".join(one.message for one in told) or message_of(error)
