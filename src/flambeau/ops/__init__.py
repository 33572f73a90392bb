"""Operators: each declared once by its schema, in ``schemas/*.def``; the table and overload resolution."""

from .registry import OBSERVES_IDENTITY, Operator, operator, operators, overloads
from .schema import Argument, Schema, parse_schema

__all__ = ["OBSERVES_IDENTITY", "Argument", "Operator", "Schema", "operator", "operators", "overloads", "parse_schema"]
