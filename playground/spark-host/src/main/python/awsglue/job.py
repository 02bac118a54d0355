"""A job's beginning and end. There are no bookmarks in the playground: every run reads everything."""


class Job:
    def __init__(self, glue_context):
        self.glue_context = glue_context
        self._name = None

    def init(self, job_name, args=None):
        self._name = job_name

    def isInitialized(self):
        return self._name is not None

    def commit(self):
        if self._name is None:
            raise RuntimeError("job.commit() before job.init(job_name, args)")
