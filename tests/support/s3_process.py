"""An S3 server with one bucket and one account: its port, access key and secret on the first line, then it serves."""

import sys

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'


def main(bucket: str) -> None:
    from threading import Thread

    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    address = {"endpoint_url": f"http://127.0.0.1:{server.server_port}", "region_name": "us-east-1"}
    boto3.client("s3", **address).create_bucket(Bucket=bucket)
    people = boto3.client("iam", **address)
    people.create_user(UserName="fofal")
    people.put_user_policy(UserName="fofal", PolicyName="all", PolicyDocument=POLICY)
    made = people.create_access_key(UserName="fofal")["AccessKey"]
    print(server.server_port, made["AccessKeyId"], made["SecretAccessKey"], flush=True)  # noqa: T201 - whoever started it reads it
    serving.join()


if __name__ == "__main__":
    main(sys.argv[1])
