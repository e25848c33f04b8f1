#include "aws/facts.h"

#include "aws/name_rules.h"
#include "aws/tables.h"

namespace aurora::aws {
namespace {

// A subnet is /16 to /28 ("Subnet CIDR blocks"). Least and default sizes: docs.aws.amazon.com, "Application Load
// Balancers" (a /27 with eight free addresses), "Amazon EKS networking requirements" (six addresses, better sixteen),
// "AWS Network Firewall: VPC subnets", "Transit gateway design best practices" (a /28 for attachments).
// Security groups belong to network interfaces: firewall endpoints, NAT gateways and attachments take none. There is
// one of each subnet per zone.
constexpr std::array subnet_table{
    SubnetFact{"apiserver", "", 28, 28, true, true, ""},
    SubnetFact{"firewall", "", 28, 28, false, true, ""},
    SubnetFact{"gateway", "", 28, 0, true, true, ""},
    SubnetFact{"general", "", 28, 0, true, true, ""},
    SubnetFact{"infrastructure", "", 28, 27, true, true, ""},
    SubnetFact{"jumpbox", "", 28, 28, true, true, ""},
    SubnetFact{"loadbalancer", "", 27, 27, true, true, ""},
    SubnetFact{"nat", "", 28, 28, false, true, ""},
    SubnetFact{"pods", "", 28, 0, true, true, ""},
    SubnetFact{"route_reflector", "", 28, 28, true, true, ""},
    SubnetFact{"route_server", "", 28, 28, false, true, ""},
    SubnetFact{"system", "", 28, 0, true, true, ""},
    SubnetFact{"transit", "", 28, 28, false, true, ""},
};

// Services behind `com.amazonaws.{region}.` and the zones of their private names: docs.aws.amazon.com, "AWS services
// that integrate with AWS PrivateLink" and "Gateway endpoints" (S3 and DynamoDB, by route table); which ones a private
// cluster needs: "Deploy private clusters with limited internet access".
constexpr std::array service_table{
    ServiceFact{"app_configuration", "appconfig", "appconfig.{region}.amazonaws.com"},
    ServiceFact{"app_configuration", "appconfigdata", "appconfigdata.{region}.amazonaws.com"},
    ServiceFact{"compute", "ec2", "ec2.{region}.amazonaws.com"},
    ServiceFact{"event_grid", "events", "events.{region}.amazonaws.com"},
    ServiceFact{"event_hub", "kinesis-streams", "kinesis.{region}.amazonaws.com"},
    ServiceFact{"file_storage", "elasticfilesystem", "elasticfilesystem.{region}.amazonaws.com"},
    ServiceFact{"identity", "sts", "sts.{region}.amazonaws.com"},
    ServiceFact{"key", "kms", "kms.{region}.amazonaws.com"},
    ServiceFact{"kubernetes", "eks", "eks.{region}.amazonaws.com"},
    ServiceFact{"kubernetes", "eks-auth", "eks-auth.{region}.api.aws"},
    ServiceFact{"load_balancing", "elasticloadbalancing", "elasticloadbalancing.{region}.amazonaws.com"},
    ServiceFact{"monitoring", "logs", "logs.{region}.amazonaws.com"},
    ServiceFact{"monitoring", "monitoring", "monitoring.{region}.amazonaws.com"},
    ServiceFact{"object_storage", "s3", "", true},
    ServiceFact{"openai", "bedrock-runtime", "bedrock-runtime.{region}.amazonaws.com"},
    ServiceFact{"queue_storage", "sqs", "sqs.{region}.amazonaws.com"},
    ServiceFact{"registry", "ecr.api", "api.ecr.{region}.amazonaws.com"},
    ServiceFact{"registry", "ecr.dkr", "dkr.ecr.{region}.amazonaws.com"},
    ServiceFact{"scaling", "autoscaling", "autoscaling.{region}.amazonaws.com"},
    ServiceFact{"secrets", "secretsmanager", "secretsmanager.{region}.amazonaws.com"},
    ServiceFact{"service_bus", "sns", "sns.{region}.amazonaws.com"},
    ServiceFact{"sessions", "ec2messages", "ec2messages.{region}.amazonaws.com"},
    ServiceFact{"sessions", "ssm", "ssm.{region}.amazonaws.com"},
    ServiceFact{"sessions", "ssmmessages", "ssmmessages.{region}.amazonaws.com"},
    ServiceFact{"table_storage", "dynamodb", "", true},
};

// docs.aws.amazon.com, "VPC CIDR blocks": what no network may have, what cannot be beside private addresses, and what
// some services (Cloud9, SageMaker: Docker's bridge) cannot reach.
constexpr std::array forbidden_table{
    ForbiddenRange{"0.0.0.0/8", false, "this network"},
    ForbiddenRange{"127.0.0.0/8", false, "the loopback"},
    ForbiddenRange{"169.254.0.0/16", false, "link-local addresses"},
    ForbiddenRange{"198.19.0.0/16", false, "addresses that AWS services keep"},
    ForbiddenRange{"224.0.0.0/4", false, "multicast"},
    ForbiddenRange{"255.255.255.255/32", false, "broadcast"},
    ForbiddenRange{"172.17.0.0/16", false, "Docker's bridge in some services", true},
};

// AWS's own numbers: the provider's rule for `amazon_side_asn`, and docs.aws.amazon.com, "AWS Direct Connect: public
// virtual interfaces"; iana.org, "Special-Purpose Autonomous System (AS) Numbers", the others.
constexpr std::array reserved_asn_table{
    ReservedAsns{7224, 7224, true},    ReservedAsns{9059, 9059, true},    ReservedAsns{10124, 10124, true},
    ReservedAsns{16509, 16509, true},  ReservedAsns{17493, 17493, true},  ReservedAsns{23456, 23456, false},
    ReservedAsns{64496, 64511, false}, ReservedAsns{65535, 65551, false}, ReservedAsns{4294967295, 4294967295, false},
};

// What leaves a network goes through a public subnet; attachments of a transit gateway have one of their own; a jumpbox
// without a way in is reached through the endpoints of Session Manager.
constexpr std::array extra_subnets{
    ExtraSubnet{"nat", ExtraSubnet::When::WayOut},
    ExtraSubnet{"transit", ExtraSubnet::When::Joined},
    ExtraSubnet{"infrastructure", ExtraSubnet::When::Jumpbox},
};

// docs.aws.amazon.com, "Networking for Pods": the VPC CNI gives pods addresses of the VPC, in the nodes' subnets or in
// others ("custom networking"), and enforces policies itself; another plugin is installed by the cluster's owner.
constexpr std::array container_networks{
    ContainerNetworkFact{"cloud", "cloud", "cloud", "pod_subnet"},
    ContainerNetworkFact{"cloud", "cloud", "cloud", "node_subnet"},
    ContainerNetworkFact{"cloud", "cloud", "none", "pod_subnet"},
    ContainerNetworkFact{"cloud", "cloud", "none", "node_subnet"},
    ContainerNetworkFact{"none", "none", "none", "overlay"},
};

constexpr std::array<std::string_view, 2> node_images{"AmazonLinux2023", "Bottlerocket"};

constexpr std::array<std::string_view, 1> provider_firsts{"6.0.0"};

CloudFacts make() {
  CloudFacts facts{};
  facts.cloud = "aws";
  facts.regions = regions();
  facts.machines = machines();
  facts.subnets = subnet_table;
  facts.services = service_table;
  facts.name_rules = name_rules();
  facts.reserved_names = reserved_names();
  facts.reserved_addresses = 5;
  // docs.aws.amazon.com, "Subnets for your VPC": a subnet is in one zone; "IP addressing for your VPCs": a /56 by
  // default.
  facts.zonal_subnets = true;
  facts.ipv6_network_length = 56;
  facts.node_pool_name_max = 63;
  facts.longest_network = facts.longest_subnet = 28;
  facts.shortest_network = 16;
  facts.max_pods_max = 250;
  // "Assign more IP addresses to Amazon EKS nodes with prefixes": a /28 at a time.
  facts.pod_addresses_at_once = 16;
  // "Understand each phase of node updates", EKS: up to twice the number of its zones.
  facts.surge_of_zone = 2;
  // EC2 API, `TransitGatewayRequestOptions`: the private ranges.
  facts.private_gateway_asns = true;
  facts.private_services = true;  // EKS API reference, `KubernetesNetworkConfigRequest`
  facts.first_usable = 4;
  facts.overlay_block_length = 24;
  facts.forbidden_ranges = forbidden_table;
  facts.account_pattern = "[0-9]{12}";
  facts.account_words = "an account id of twelve digits in quotes, as `\"000000000123\"`";
  facts.provider = "aws";
  facts.provider_firsts = provider_firsts;
  facts.provider_words = "6.x is supported: write `~> 6.0`";
  facts.reserved_asns = reserved_asn_table;
  facts.extra_subnets = extra_subnets;
  facts.container_networks = container_networks;
  facts.node_images = node_images;
  // docs.aws.amazon.com, "VPC Route Server": any private number; peers are network interfaces of its VPC. Not Azure's
  // 65515, so that routes of one cloud may pass the other.
  facts.route_server_asn = 65514;
  facts.route_server_in_network = true;
  facts.first_inside_tunnels = true;  // AWS Site-to-Site VPN, "Tunnel options": the first is the virtual gateway's
  facts.transit_hub = facts.groups_only_allow = facts.endpoints_for_all = facts.pod_subnets_from_pod_pools = true;
  // docs.aws.amazon.com, "Amazon EC2 instance type naming conventions".
  facts.machine_pattern = "[a-z][a-z0-9-]*[.](nano|micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)";
  facts.network_id_pattern = "vpc-([0-9a-f]{8}|[0-9a-f]{17})";
  facts.network_id_example = "vpc-0a1b2c3d4e5f60718";
  facts.subnet_id_pattern = "subnet-([0-9a-f]{8}|[0-9a-f]{17})";
  facts.subnet_id_example = "subnet-0a1b2c3d4e5f60718";
  facts.gateway_asn = 64512;  // of transit gateways and virtual private gateways that are told nothing else
  // docs.aws.amazon.com, "Tag naming limits and requirements".
  facts.tags = {50,
                128,
                256,
                {},
                R"re((?![aA][wW][sS]:)[^!"#$%&'()*,;<>?\[\\\]^`{|}~]*)re",
                R"re([^!"#$%&'()*,;<>?\[\\\]^`{|}~]*)re",
                "letters, digits, spaces and `+ - = . _ : / @`; keys do not begin with `aws:`"};
  facts.differences = differences();
  return facts;
}

}  // namespace

const CloudFacts& facts() {
  static const CloudFacts all = make();
  return all;
}

}  // namespace aurora::aws
