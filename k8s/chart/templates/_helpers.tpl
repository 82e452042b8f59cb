{{/* The name of every object; a release called sightline gives sightline. */}}
{{- define "sightline.name" -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- end }}

{{/* What selects the pods; never changes within a release. */}}
{{- define "sightline.selector" -}}
app.kubernetes.io/name: sightline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "sightline.labels" -}}
{{ include "sightline.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "sightline.tag" -}}
{{ .Values.image.tag | default (printf "%s%s" .Chart.AppVersion (ternary "-gpu" "" .Values.gpu.enabled)) }}
{{- end }}

{{- define "sightline.claim" -}}
{{ .Values.models.existingClaim | default (printf "%s-models" (include "sightline.name" .)) }}
{{- end }}

{{/* What both kinds of autoscaler say of their target and their pace. */}}
{{- define "sightline.scaleTarget" -}}
apiVersion: apps/v1
kind: Deployment
name: {{ include "sightline.name" . }}
{{- end }}

{{- define "sightline.scaleBehavior" -}}
scaleUp:
  stabilizationWindowSeconds: 0
  policies:
    - type: Percent
      value: 100
      periodSeconds: 60
scaleDown:
  stabilizationWindowSeconds: 300
  policies:
    - type: Pods
      value: 1
      periodSeconds: 60
{{- end }}
