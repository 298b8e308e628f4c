"""The words that fields of a review can hold, where they are a fixed choice; "" is "not said"."""

from __future__ import annotations

from typing import Literal, get_args

Certainty = Literal["exact", "about", "between", "day", "unknown"]
Milestone = Literal["started", "detected", "acknowledged", "identified", "mitigated", "resolved"]
EventKind = Literal[
    "",
    "deploy",
    "alert",
    "report",
    "hypothesis",
    "decision",
    "action",
    "mitigation",
    "communication",
    "resolution",
]
Layer = Literal["", "immediate", "precondition", "underlying"]
Dimension = Literal["", "technical", "process", "organisation", "culture"]
ActionKind = Literal["", "prevention", "detection", "acknowledgement", "mitigation", "communication", "documentation"]
ActionState = Literal["idea", "open", "done", "wont"]
Priority = Literal["", "high", "medium", "low"]
Term = Literal["", "immediate", "long-term"]
Effort = Literal["", "S", "M", "L"]
Consent = Literal["", "yes", "to ask"]
Gate = Literal["", "and", "or"]
LessonKind = Literal["well", "poorly", "lucky", "surprise", "learned"]
AnswerState = Literal["answered", "parked", "let-go"]
QuestionState = Literal["open", "answered"]
Status = Literal["draft", "in review", "approved", "rejected", "published"]
IncidentType = Literal["", "outage", "degradation", "near miss"]
Ruling = Literal["", "approved", "rejected"]

MILESTONES: tuple[Milestone, ...] = get_args(Milestone)
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
LAYERS: tuple[Layer, ...] = get_args(Layer)
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
ACTION_KINDS: tuple[ActionKind, ...] = get_args(ActionKind)[1:]
ACTION_STATES: tuple[ActionState, ...] = get_args(ActionState)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
TERMS: tuple[Term, ...] = get_args(Term)
EFFORTS: tuple[Effort, ...] = get_args(Effort)
CONSENTS: tuple[Consent, ...] = get_args(Consent)
GATES: tuple[Gate, ...] = get_args(Gate)
RULINGS: tuple[Ruling, ...] = get_args(Ruling)
LESSON_KINDS: tuple[LessonKind, ...] = get_args(LessonKind)
STATUSES: tuple[Status, ...] = get_args(Status)
INCIDENT_TYPES: tuple[IncidentType, ...] = get_args(IncidentType)
