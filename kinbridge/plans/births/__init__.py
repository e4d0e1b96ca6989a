"""Births: notification or report, the packet that goes home with a baby, and the baby's day in the nursery."""
