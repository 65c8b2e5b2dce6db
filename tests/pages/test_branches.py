"""What a template has branches of."""

from tests.pages.branches import list_branches

TEMPLATE = """{% block content %}
{%- macro name(it) %}{{ it }}{% endmacro %}
{% if one %}1{% elif two %}2{% else %}0{% endif %}
{{ "some" if many else "none" }}{{ "s" if many }}
{%- for it in many %}{{ name(it) }}{% endfor %}
{%- for it in many %}1{% else %}0{% endfor %}
{% endblock %}
{% block empty %}{% endblock %}"""


def test_each_way_through_a_template_is_a_branch() -> None:
    condition = "page.html: {% if one %}1{% elif two %}2{% else %}0{% endif %}"
    choice = 'page.html: {{ "some" if many else "none" }}{{ "s" if many }}'
    assert sorted(list_branches("page.html", TEMPLATE)) == sorted(
        [
            "page.html: {% block content %} → yes",
            "page.html: {%- macro name(it) %}{{ it }}{% endmacro %} → yes",
            *(f"{condition} → yes", f"{condition} → no"),
            *(f"{condition} (2) → yes", f"{condition} (2) → no"),
            *(f"{choice} → yes", f"{choice} → no"),
            *(f"{choice} (2) → yes", f"{choice} (2) → no"),
            "page.html: {%- for it in many %}{{ name(it) }}{% endfor %} → yes",
            "page.html: {%- for it in many %}1{% else %}0{% endfor %} → yes",
            "page.html: {%- for it in many %}1{% else %}0{% endfor %} → no",
        ]
    )
