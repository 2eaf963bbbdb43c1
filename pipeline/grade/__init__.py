"""From marks to scores: collection, two markings reconciled, agreement of assessors. Pure."""
