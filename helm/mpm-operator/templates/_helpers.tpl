{{- define "mpm-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "mpm-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "mpm-operator.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "mpm-operator.selector" -}}
app.kubernetes.io/name: {{ include "mpm-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The pods of `helm test`; no Service and no Deployment takes them for its own. */}}
{{- define "mpm-operator.testSelector" -}}
app.kubernetes.io/name: {{ include "mpm-operator.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Where the operator may run, so may they. */}}
{{- define "mpm-operator.testPlacement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "mpm-operator.labels" -}}
{{ include "mpm-operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: mpm-operator
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "mpm-operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "mpm-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "mpm-operator.lease" -}}
{{- default (include "mpm-operator.fullname" .) .Values.leaderElection.lease -}}
{{- end -}}

{{/* An image: dict "image" (repository, tag, digest, flavor) "default" (tag where none is given). */}}
{{- define "mpm-operator.imageOf" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s%s" .image.repository (default .default .image.tag) (eq (default "jvm" .image.flavor) "native" | ternary "-native" "") -}}
{{- end -}}
{{- end -}}

{{/* The image of WebServers of flavor native that name none. */}}
{{- define "mpm-operator.nativeServerImage" -}}
{{- $image := dict "repository" .Values.serverImage.repository "tag" .Values.serverImage.tag -}}
{{- $native := dict "flavor" "native" "digest" .Values.serverImage.nativeDigest -}}
{{- include "mpm-operator.imageOf" (dict "image" (merge $image $native) "default" .Chart.AppVersion) -}}
{{- end -}}

{{/* The flavor of WebServers that name none. Values of an older chart, as with --reuse-values, have neither of the two. */}}
{{- define "mpm-operator.defaultFlavor" -}}
{{- $flavor := default "auto" .Values.serverImage.defaultFlavor -}}
{{- $enabled := default false .Values.serverImage.nativeEnabled -}}
{{- if and (eq $flavor "native") (not $enabled) -}}
{{- fail "serverImage.defaultFlavor native needs the native server image: set serverImage.nativeEnabled where nodes can pull it, or take defaultFlavor auto or jvm" -}}
{{- end -}}
{{- eq $flavor "auto" | ternary (ternary "native" "jvm" $enabled) $flavor -}}
{{- end -}}

{{/* What the operator does in the namespaces of WebServers. */}}
{{- define "mpm-operator.rules" -}}
- apiGroups: [mpm-operator.io]
  resources: [webservers]
  verbs: [list, watch]
- apiGroups: [mpm-operator.io]
  resources: [webservers/status]
  verbs: [patch]
- apiGroups: [mpm-operator.io]
  resources: [webservers/finalizers]
  verbs: [update]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [monitoring.coreos.com]
  resources: [podmonitors]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [secrets, persistentvolumeclaims]
  verbs: [get]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, patch]
- apiGroups: [""]
  resources: [pods/resize]
  verbs: [patch]
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [list, patch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end -}}
