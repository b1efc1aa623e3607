"""An S3 server with one bucket and one account, in the open and over TLS with each certificate that it is given.

Its access key, its secret and its ports stand on the first line, the open one first; then it serves.
"""

import sys
from threading import Thread

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'


def main(bucket: str, *certificates: str) -> None:
    application = DomainDispatcherApplication(create_backend_app)
    shown = [None, *((file, file) for file in certificates)]
    servers = [make_server("127.0.0.1", 0, application, threaded=True, ssl_context=one) for one in shown]
    serving = [Thread(target=one.serve_forever) for one in servers]
    for thread in serving:
        thread.start()
    address = {"endpoint_url": f"http://127.0.0.1:{servers[0].server_port}", "region_name": "us-east-1"}
    boto3.client("s3", **address).create_bucket(Bucket=bucket)
    people = boto3.client("iam", **address)
    people.create_user(UserName="fofal")
    people.put_user_policy(UserName="fofal", PolicyName="all", PolicyDocument=POLICY)
    made = people.create_access_key(UserName="fofal")["AccessKey"]
    ports = [one.server_port for one in servers]
    print(made["AccessKeyId"], made["SecretAccessKey"], *ports, flush=True)  # noqa: T201 - whoever started it reads it
    for thread in serving:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
