"""What botocore's model of EC2 says of a call: the enumerations of its members, and which members are required.

Nothing else of the model is asked: lengths and patterns are seldom in it, and it says nothing of what goes together.
"""


def mistakes(shape, value, where):
    """One sentence for each value outside its enumeration, and for each required member that is missing."""
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            return [f"{where} is not a structure"]
        missing = [f"{where}.{name} is required, and missing" for name in shape.required_members if name not in value]
        unknown = [f"{where}.{name} is no member" for name in value if name not in shape.members]
        below = [
            each
            for name, member in shape.members.items()
            if name in value
            for each in mistakes(member, value[name], f"{where}.{name}")
        ]
        return missing + unknown + below
    if shape.type_name == "list":
        if not isinstance(value, list):
            return [f"{where} is not a list"]
        return [each for index, item in enumerate(value) for each in mistakes(shape.member, item, f"{where}[{index}]")]
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        return [f"{where} is {value!r}, which is none of the {len(allowed)} values that EC2 has"]
    return []


def watch(client, found, operations):
    """Judges every call before it is sent; what is wrong is added to `found`, the call's name to `operations`."""

    def judge(params, model, **_):
        operations.add(model.name)
        if model.input_shape is not None:
            found.extend(mistakes(model.input_shape, params, model.name))

    client.meta.events.register("provide-client-params.ec2.*", judge)
