"""How Pulumi's AWS provider asks EC2 for each resource type: which calls make one, and which take it away.

Written after terraform-provider-aws (internal/service/ec2), which is what @pulumi/aws calls: the functions
resource…Create and resource…Delete of each type. Names of members are those of EC2's API.
"""

from collections import namedtuple

# `make` gets a client and the inputs, and returns outputs with the id among them; `remove` gets a client, the id and
# the inputs.
Type = namedtuple("Type", ["make", "remove"])


class Inputs:
    """A resource's inputs, each to be taken once: what nobody has taken at the end, nobody has judged."""

    def __init__(self, name, values):
        self.name = name
        self.values = {key: value for key, value in values.items() if not key.startswith("__")}
        self.untaken = set(self.values) - {"region"}

    def take(self, key, default=None):
        self.untaken.discard(key)
        value = self.values.get(key)
        return default if value is None else value

    def members(self, **names):
        """The members of a call for those inputs that are there."""
        found = {member: self.take(key) for member, key in names.items()}
        return {member: value for member, value in found.items() if value is not None}

    def tags(self, *kinds):
        """Tags go with the call that makes the thing."""
        tags = [{"Key": key, "Value": value} for key, value in self.take("tags", {}).items()]
        return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags} for kind in kinds]} if tags else {}

    def autoname(self, key):
        """Pulumi names what has no name: the resource's own and seven digits."""
        return self.take(key) or f"{self.name}-0123456"


def make_vpc(ec2, inputs):
    members = inputs.members(CidrBlock="cidrBlock", InstanceTenancy="instanceTenancy")
    vpc = ec2.create_vpc(**members, **inputs.tags("vpc"))["Vpc"]["VpcId"]
    for key in ["enableDnsSupport", "enableDnsHostnames"]:
        value = inputs.take(key)
        if value is not None:
            ec2.modify_vpc_attribute(VpcId=vpc, **{key[0].upper() + key[1:]: {"Value": value}})
    return {"id": vpc}


def make_cidr(ec2, inputs):
    members = inputs.members(VpcId="vpcId", CidrBlock="cidrBlock")
    return {"id": ec2.associate_vpc_cidr_block(**members)["CidrBlockAssociation"]["AssociationId"]}


def make_subnet(ec2, inputs):
    members = inputs.members(VpcId="vpcId", CidrBlock="cidrBlock", AvailabilityZone="availabilityZone")
    subnet = ec2.create_subnet(**members, **inputs.tags("subnet"))["Subnet"]
    lent = inputs.take("mapPublicIpOnLaunch")
    if lent is not None:
        ec2.modify_subnet_attribute(SubnetId=subnet["SubnetId"], MapPublicIpOnLaunch={"Value": lent})
    return {"id": subnet["SubnetId"], "availabilityZone": subnet["AvailabilityZone"]}


def make_internet_gateway(ec2, inputs):
    made = ec2.create_internet_gateway(**inputs.tags("internet-gateway"))["InternetGateway"]["InternetGatewayId"]
    vpc = inputs.take("vpcId")
    if vpc is not None:
        ec2.attach_internet_gateway(InternetGatewayId=made, VpcId=vpc)
    return {"id": made}


def remove_internet_gateway(ec2, made, inputs):
    if inputs.take("vpcId") is not None:
        ec2.detach_internet_gateway(InternetGatewayId=made, VpcId=inputs.take("vpcId"))
    ec2.delete_internet_gateway(InternetGatewayId=made)


def make_nat_gateway(ec2, inputs):
    members = inputs.members(
        SubnetId="subnetId",
        AllocationId="allocationId",
        ConnectivityType="connectivityType",
        PrivateIpAddress="privateIp",
    )
    made = ec2.create_nat_gateway(**members, **inputs.tags("natgateway"))["NatGateway"]
    return {"id": made["NatGatewayId"]}


def make_route_table(ec2, inputs):
    made = ec2.create_route_table(**inputs.members(VpcId="vpcId"), **inputs.tags("route-table"))["RouteTable"]
    return {"id": made["RouteTableId"]}


def make_route(ec2, inputs):
    members = inputs.members(
        RouteTableId="routeTableId",
        DestinationCidrBlock="destinationCidrBlock",
        DestinationPrefixListId="destinationPrefixListId",
        GatewayId="gatewayId",
        NatGatewayId="natGatewayId",
        NetworkInterfaceId="networkInterfaceId",
        TransitGatewayId="transitGatewayId",
        VpcPeeringConnectionId="vpcPeeringConnectionId",
    )
    ec2.create_route(**members)
    return {"id": f"r-{members['RouteTableId']}-{members.get('DestinationCidrBlock')}"}


def remove_route(ec2, _made, inputs):
    ec2.delete_route(
        **inputs.members(
            RouteTableId="routeTableId",
            DestinationCidrBlock="destinationCidrBlock",
            DestinationPrefixListId="destinationPrefixListId",
        )
    )


def make_transit_gateway(ec2, inputs):
    made = ec2.create_transit_gateway(
        **inputs.members(Description="description"), **inputs.tags("transit-gateway")
    )["TransitGateway"]
    table = made["Options"]["AssociationDefaultRouteTableId"]
    return {"id": made["TransitGatewayId"], "associationDefaultRouteTableId": table}


def make_transit_attachment(ec2, inputs):
    members = inputs.members(TransitGatewayId="transitGatewayId", VpcId="vpcId", SubnetIds="subnetIds")
    made = ec2.create_transit_gateway_vpc_attachment(**members, **inputs.tags("transit-gateway-attachment"))
    return {"id": made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]}


def make_transit_route(ec2, inputs):
    members = inputs.members(
        DestinationCidrBlock="destinationCidrBlock",
        TransitGatewayAttachmentId="transitGatewayAttachmentId",
        TransitGatewayRouteTableId="transitGatewayRouteTableId",
    )
    ec2.create_transit_gateway_route(**members)
    return {"id": f"{members['TransitGatewayRouteTableId']}_{members['DestinationCidrBlock']}"}


def remove_transit_route(ec2, _made, inputs):
    ec2.delete_transit_gateway_route(
        **inputs.members(
            DestinationCidrBlock="destinationCidrBlock", TransitGatewayRouteTableId="transitGatewayRouteTableId"
        )
    )


def make_association(ec2, inputs):
    made = ec2.associate_route_table(**inputs.members(RouteTableId="routeTableId", SubnetId="subnetId"))
    return {"id": made["AssociationId"]}


def make_group(ec2, inputs):
    made = ec2.create_security_group(
        GroupName=inputs.autoname("name"),
        Description=inputs.take("description", "Managed by Pulumi"),
        **inputs.members(VpcId="vpcId"),
        **inputs.tags("security-group"),
    )["GroupId"]
    # The provider takes away the rule that lets everything out.
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.revoke_security_group_egress(GroupId=made, IpPermissions=[everything])
    return {"id": made}


def rule_type(direction):
    def make(ec2, inputs):
        permission = inputs.members(IpProtocol="ipProtocol", FromPort="fromPort", ToPort="toPort")
        about = inputs.members(Description="description")
        for source, member, key in [
            ("cidrIpv4", "IpRanges", "CidrIp"),
            ("cidrIpv6", "Ipv6Ranges", "CidrIpv6"),
            ("referencedSecurityGroupId", "UserIdGroupPairs", "GroupId"),
            ("prefixListId", "PrefixListIds", "PrefixListId"),
        ]:
            value = inputs.take(source)
            if value is not None:
                permission[member] = [{key: value, **about}]
        call = getattr(ec2, f"authorize_security_group_{direction}")
        made = call(
            GroupId=inputs.take("securityGroupId"), IpPermissions=[permission], **inputs.tags("security-group-rule")
        )
        rule = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return {"id": rule, "securityGroupRuleId": rule}

    def remove(ec2, made, inputs):
        call = getattr(ec2, f"revoke_security_group_{direction}")
        call(GroupId=inputs.take("securityGroupId"), SecurityGroupRuleIds=[made])

    return Type(make, remove)


def make_key_pair(ec2, inputs):
    name = inputs.autoname("keyName")
    ec2.import_key_pair(KeyName=name, PublicKeyMaterial=inputs.take("publicKey"), **inputs.tags("key-pair"))
    return {"id": name, "keyName": name}


def make_address(ec2, inputs):
    made = ec2.allocate_address(**inputs.members(Domain="domain"), **inputs.tags("elastic-ip"))
    return {"id": made["AllocationId"], "allocationId": made["AllocationId"], "publicIp": made["PublicIp"]}


def make_mapping(ec2, inputs):
    members = inputs.members(
        AllocationId="allocationId",
        NetworkInterfaceId="networkInterfaceId",
        InstanceId="instanceId",
        PrivateIpAddress="privateIpAddress",
        AllowReassociation="allowReassociation",
    )
    return {"id": ec2.associate_address(**members)["AssociationId"]}


def make_interface(ec2, inputs):
    addresses = [
        {"PrivateIpAddress": address, "Primary": index == 0}
        for index, address in enumerate(inputs.take("privateIps", []))
    ]
    made = ec2.create_network_interface(
        **inputs.members(SubnetId="subnetId", Description="description", Groups="securityGroups"),
        **({"PrivateIpAddresses": addresses} if addresses else {}),
        **inputs.tags("network-interface"),
    )["NetworkInterface"]
    check = inputs.take("sourceDestCheck")
    if check is not None:
        ec2.modify_network_interface_attribute(
            NetworkInterfaceId=made["NetworkInterfaceId"], SourceDestCheck={"Value": check}
        )
    return {"id": made["NetworkInterfaceId"], "privateIp": made["PrivateIpAddress"]}


def make_attachment(ec2, inputs):
    members = inputs.members(
        InstanceId="instanceId", NetworkInterfaceId="networkInterfaceId", DeviceIndex="deviceIndex"
    )
    return {"id": ec2.attach_network_interface(**members)["AttachmentId"]}


def make_template(ec2, inputs):
    inputs.take("updateDefaultVersion")  # for later versions: the first one is the default anyway
    data = {}
    interfaces = [
        {
            member: each[key]
            for key, member in [("deviceIndex", "DeviceIndex"), ("networkInterfaceId", "NetworkInterfaceId")]
            if key in each
        }
        for each in inputs.take("networkInterfaces", [])
    ]
    if interfaces:
        data["NetworkInterfaces"] = interfaces
    made = ec2.create_launch_template(
        LaunchTemplateName=inputs.autoname("name"), LaunchTemplateData=data, **inputs.tags("launch-template")
    )["LaunchTemplate"]
    return {"id": made["LaunchTemplateId"], "latestVersion": str(made["LatestVersionNumber"])}


def options_of(value, names):
    """A nested object of an input as the nested structure of a call."""
    unknown = set(value) - set(names)
    if unknown:
        raise KeyError(f"the judge does not know {', '.join(sorted(unknown))}")
    return {names[key]: each for key, each in value.items()}


def root_disk(inputs):
    disk = inputs.take("rootBlockDevice")
    if disk is None:
        return {}
    names = {
        "encrypted": "Encrypted",
        "kmsKeyId": "KmsKeyId",
        "volumeSize": "VolumeSize",
        "volumeType": "VolumeType",
        "deleteOnTermination": "DeleteOnTermination",
    }
    return {"BlockDeviceMappings": [{"DeviceName": "/dev/sda1", "Ebs": options_of(disk, names)}]}


def make_instance(ec2, inputs):
    inputs.take("userDataReplaceOnChange")  # the provider's own
    members = inputs.members(
        ImageId="ami",
        InstanceType="instanceType",
        KeyName="keyName",
        UserData="userData",
        SubnetId="subnetId",
        PrivateIpAddress="privateIp",
        SecurityGroupIds="vpcSecurityGroupIds",
    )
    template = inputs.take("launchTemplate")
    if template is not None:
        names = {"id": "LaunchTemplateId", "name": "LaunchTemplateName", "version": "Version"}
        members["LaunchTemplate"] = options_of(template, names)
    metadata = inputs.take("metadataOptions")
    if metadata is not None:
        names = {
            "httpTokens": "HttpTokens",
            "httpEndpoint": "HttpEndpoint",
            "httpPutResponseHopLimit": "HttpPutResponseHopLimit",
        }
        members["MetadataOptions"] = options_of(metadata, names)
    volume_tags = [{"Key": key, "Value": value} for key, value in inputs.take("volumeTags", {}).items()]
    tags = inputs.tags("instance")
    if volume_tags:
        tags.setdefault("TagSpecifications", []).append({"ResourceType": "volume", "Tags": volume_tags})
    made = ec2.run_instances(MinCount=1, MaxCount=1, **members, **root_disk(inputs), **tags)["Instances"][0]
    return {
        "id": made["InstanceId"],
        "privateIp": made.get("PrivateIpAddress"),
        "primaryNetworkInterfaceId": made["NetworkInterfaces"][0]["NetworkInterfaceId"],
    }


def by_id(call, member):
    """Taken away by its id alone."""
    return lambda ec2, made, _inputs: getattr(ec2, call)(**{member: made})


TYPES = {
    "aws:ec2/vpc:Vpc": Type(make_vpc, by_id("delete_vpc", "VpcId")),
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": Type(
        make_cidr, by_id("disassociate_vpc_cidr_block", "AssociationId")
    ),
    "aws:ec2/subnet:Subnet": Type(make_subnet, by_id("delete_subnet", "SubnetId")),
    "aws:ec2/internetGateway:InternetGateway": Type(make_internet_gateway, remove_internet_gateway),
    "aws:ec2/natGateway:NatGateway": Type(make_nat_gateway, by_id("delete_nat_gateway", "NatGatewayId")),
    "aws:ec2/routeTable:RouteTable": Type(make_route_table, by_id("delete_route_table", "RouteTableId")),
    "aws:ec2/route:Route": Type(make_route, remove_route),
    "aws:ec2transitgateway/transitGateway:TransitGateway": Type(
        make_transit_gateway, by_id("delete_transit_gateway", "TransitGatewayId")
    ),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": Type(
        make_transit_attachment, by_id("delete_transit_gateway_vpc_attachment", "TransitGatewayAttachmentId")
    ),
    "aws:ec2transitgateway/route:Route": Type(make_transit_route, remove_transit_route),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": Type(
        make_association, by_id("disassociate_route_table", "AssociationId")
    ),
    "aws:ec2/securityGroup:SecurityGroup": Type(make_group, by_id("delete_security_group", "GroupId")),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule_type("ingress"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule_type("egress"),
    "aws:ec2/keyPair:KeyPair": Type(make_key_pair, by_id("delete_key_pair", "KeyName")),
    "aws:ec2/eip:Eip": Type(make_address, by_id("release_address", "AllocationId")),
    "aws:ec2/eipAssociation:EipAssociation": Type(make_mapping, by_id("disassociate_address", "AssociationId")),
    "aws:ec2/networkInterface:NetworkInterface": Type(
        make_interface, by_id("delete_network_interface", "NetworkInterfaceId")
    ),
    "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": Type(
        make_attachment, by_id("detach_network_interface", "AttachmentId")
    ),
    "aws:ec2/launchTemplate:LaunchTemplate": Type(
        make_template, by_id("delete_launch_template", "LaunchTemplateId")
    ),
    "aws:ec2/instance:Instance": Type(
        make_instance, lambda ec2, made, _inputs: ec2.terminate_instances(InstanceIds=[made])
    ),
}
