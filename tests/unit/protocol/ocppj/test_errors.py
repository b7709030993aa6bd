import pytest

from pilotwire.kernel.errors import PeerFault
from pilotwire.protocol.ocppj.errors import CallFault, Fault, read_spelling, spelling
from pilotwire.protocol.ocppj.version import Version

SPELT = [
    (Fault.NOT_IMPLEMENTED, "NotImplemented", "NotImplemented"),
    (Fault.NOT_SUPPORTED, "NotSupported", "NotSupported"),
    (Fault.INTERNAL, "InternalError", "InternalError"),
    (Fault.PROTOCOL, "ProtocolError", "ProtocolError"),
    (Fault.SECURITY, "SecurityError", "SecurityError"),
    (Fault.FORMAT, "FormationViolation", "FormatViolation"),
    (Fault.PROPERTY, "PropertyConstraintViolation", "PropertyConstraintViolation"),
    (Fault.OCCURRENCE, "OccurenceConstraintViolation", "OccurrenceConstraintViolation"),
    (Fault.TYPE, "TypeConstraintViolation", "TypeConstraintViolation"),
    (Fault.GENERIC, "GenericError", "GenericError"),
    (Fault.MESSAGE_TYPE, "GenericError", "MessageTypeNotSupported"),
    (Fault.RPC_FRAMEWORK, "ProtocolError", "RpcFrameworkError"),
]


@pytest.mark.parametrize(("fault", "in_16", "in_2x"), SPELT, ids=lambda value: str(value))
def test_each_version_sends_its_own_spelling(fault: Fault, in_16: str, in_2x: str) -> None:
    assert spelling(fault, Version.V16) == in_16
    assert spelling(fault, Version.V201) == in_2x
    assert spelling(fault, Version.V21) == in_2x


def test_every_fault_has_a_spelling() -> None:
    assert {fault for fault, _, _ in SPELT} == set(Fault)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("FormationViolation", Fault.FORMAT),
        ("FormatViolation", Fault.FORMAT),
        ("OccurenceConstraintViolation", Fault.OCCURRENCE),
        ("OccurrenceConstraintViolation", Fault.OCCURRENCE),
        ("GenericError", Fault.GENERIC),
        ("ProtocolError", Fault.PROTOCOL),
        ("MessageTypeNotSupported", Fault.MESSAGE_TYPE),
        ("RpcFrameworkError", Fault.RPC_FRAMEWORK),
        ("NotImplemented", Fault.NOT_IMPLEMENTED),
    ],
)
def test_any_spelling_is_read_in_any_version(code: str, fault: Fault) -> None:
    assert read_spelling(code) is fault


@pytest.mark.parametrize("code", ["", "VendorTrouble", "genericerror"])
def test_a_code_that_no_version_has_is_no_fault_we_know(code: str) -> None:
    assert read_spelling(code) is None


def test_a_call_fault_is_the_peers_and_carries_what_goes_into_the_answer() -> None:
    raised = CallFault(Fault.PROPERTY, "$.status: Sleepy is no status", {"pointer": "/status"})
    assert isinstance(raised, PeerFault)
    assert raised.fault is Fault.PROPERTY
    assert raised.description == "$.status: Sleepy is no status"
    assert raised.details == {"pointer": "/status"}
    assert str(raised) == "$.status: Sleepy is no status"


def test_a_call_fault_needs_no_words() -> None:
    raised = CallFault(Fault.NOT_SUPPORTED)
    assert raised.description == ""
    assert raised.details == {}
    assert str(raised) == "NotSupported"
