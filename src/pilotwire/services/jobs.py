"""All kinds of long work, by name."""

from typing import Final

from . import (
    bulk_job,
    cache_jobs,
    campaign_job,
    certificate_delivery,
    certificate_jobs,
    customer_job,
    device_model_jobs,
    display_jobs,
    firmware_jobs,
    firmware_publishing,
    local_list_jobs,
    log_job,
    monitor_jobs,
    password_jobs,
    profile_jobs,
    profile_read_job,
    provisioning_job,
    reset_job,
    resumption_job,
    tariff_jobs,
)
from .operations import Jobs

JOBS: Final[Jobs] = {
    device_model_jobs.REPORT: device_model_jobs.ReportJob(),
    device_model_jobs.APPLY: device_model_jobs.ApplyJob(),
    profile_read_job.READ: profile_read_job.ReadProfilesJob(),
    display_jobs.READ: display_jobs.ReadJob(),
    display_jobs.SHOW: display_jobs.ShowJob(),
    certificate_jobs.SIGN: certificate_jobs.SignJob(),
    certificate_jobs.ROTATE: certificate_jobs.RotateJob(),
    local_list_jobs.SYNC: local_list_jobs.SyncJob(),
    customer_job.CUSTOMER: customer_job.CustomerJob(),
    monitor_jobs.REPORT: monitor_jobs.MonitoringReportJob(),
    monitor_jobs.APPLY: monitor_jobs.MonitorApplyJob(),
    cache_jobs.FORGET: cache_jobs.ForgetJob(),
    password_jobs.ROTATE: password_jobs.RotateJob(),
    profile_jobs.RAISE: profile_jobs.RaiseJob(certificate_delivery.has_certificate),
    provisioning_job.PROVISION: provisioning_job.ProvisionJob(),
    reset_job.RESET: reset_job.ResetJob(),
    resumption_job.RESUME: resumption_job.ResumeJob(),
    tariff_jobs.INSTALL: tariff_jobs.InstallJob(),
    log_job.GET_LOG: log_job.LogJob(),
    bulk_job.BULK: bulk_job.BulkJob(),
    firmware_jobs.UPDATE: firmware_jobs.UpdateJob(),
    firmware_publishing.PUBLISH: firmware_publishing.PublishJob(),
    campaign_job.CAMPAIGN: campaign_job.CampaignJob(),
}
"""`thing.verb`: what does it."""
