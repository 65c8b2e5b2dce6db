"""The least that a real service is told."""

PRODUCTION = {
    "EFP_ENV": "production",
    "EFP_PUBLIC_URL": "https://connect.example",
    "EFP_DATABASE_URL": "postgresql://db.example/efp",
    "EFP_SECRET_KEY": "s" * 32,
    "EFP_ENCRYPTION_KEY": "e" * 32,
    "EFP_MAIL_SENDER": "no-reply@connect.example",
    "EFP_MAIL_HOST": "smtp.example",
    "EFP_HELP_OPERATOR": "le ministère",
    "EFP_HELP_PHONE": "3939",
}
