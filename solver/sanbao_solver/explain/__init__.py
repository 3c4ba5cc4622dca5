"""Why a plan is as it is: codes with facts, made into sentences elsewhere."""
