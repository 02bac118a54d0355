"""The part of AWS Glue's Python API that the playground's sessions and jobs have, on plain PySpark.

Written from the AWS Glue Developer Guide. What is not here raises NotInThePlayground and says so.
"""
