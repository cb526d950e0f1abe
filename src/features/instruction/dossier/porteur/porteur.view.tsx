import { formatJour } from '../../../../lib/dates.ts'
import { formatEuros } from '../../../../lib/euros.ts'
import { de } from '../../../../lib/mots.ts'
import { paths } from '../../../../paths.ts'
import { Time } from '../../../../ui/texte.tsx'
import type { PartenaireDepose, ValidationDeposee } from '../../../partenaires/index.ts'
import { motEtat } from '../../cadre-instruction.view.tsx'
import type { AutreDossier, AutresDossiers } from './autres.queries.ts'

export type PorteurVue = {
  /** The version that stands, and the call of this dossier. */
  version: number
  appel: string
  porteur: string
  partenaires: readonly PartenaireDepose[]
  autres: AutresDossiers
}

/** Who bears the project and with whom: which partner validated which version, and what else the bearer has filed. */
export const Porteur = (p: PorteurVue) => (
  <section id="p-porteur" aria-labelledby="p-porteur-titre">
    <h2 id="p-porteur-titre">Porteur et partenaires</h2>
    {p.partenaires.map(x => (
      <Partenaire p={x} version={p.version} />
    ))}
    <h3>Autres dossiers {de(p.porteur)}</h3>
    <Autres {...p} />
  </section>
)

const Partenaire = ({ p, version }: { p: PartenaireDepose; version: number }) => (
  <div class="gt-partenaire">
    <p>
      <b>{p.nom}</b>
      {p.role && `, ${p.role}`}
    </p>
    {p.invite && <p>N’a pas répondu à l’invitation.</p>}
    {!p.invite && !p.derniere && (
      <p>
        <strong>N’a pas validé la version&nbsp;{version}.</strong>
      </p>
    )}
    {p.validations.map(v => (
      <Validation v={v} />
    ))}
  </div>
)

const Validation = ({ v }: { v: ValidationDeposee }) => (
  <p class="gt-sous">
    {motVersions(v.versions)} le <Time instant={v.valideLe} />, par {v.nom}
    {v.fonction && ` (${v.fonction})`}
    {v.moyens && `. Apporte\u00a0: ${v.moyens}`}
  </p>
)

const motVersions = (versions: readonly number[]) =>
  versions.length === 0
    ? 'Validation d’un état du projet changé avant le dépôt,'
    : versions.length === 1
      ? `Version\u00a0${versions[0]} validée`
      : `Versions\u00a0${versions.slice(0, -1).join(', ')} et\u00a0${versions.at(-1)} validées`

const Autres = ({ autres: a, appel }: PorteurVue) => (
  <>
    {a.total + a.caches === 0 && <p>Aucun autre dossier déposé.</p>}
    {a.lisibles.length > 0 && (
      <ul class="gt-autres">
        {a.lisibles.map(d => (
          <Autre d={d} appel={appel} />
        ))}
      </ul>
    )}
    {a.total > a.lisibles.length && (
      <p>
        Les {a.lisibles.length} plus récents, sur {a.total}.
      </p>
    )}
    {a.caches > 0 && <p class="gt-sous">{motCaches(a.caches, a.total)}</p>}
  </>
)

const motCaches = (n: number, lisibles: number) =>
  `${n}\u00a0${lisibles > 0 ? 'autre ' : ''}${n > 1 ? 'dossiers' : 'dossier'}, hors de votre périmètre.`

const Autre = ({ d, appel }: { d: AutreDossier; appel: string }) => (
  <li>
    <a href={paths.instruction.dossier(d.id)}>
      {d.numero} {d.titre || 'Sans titre'}
    </a>
    <p class="gt-sous">
      {[
        motEtat(d).mot,
        `déposé le ${formatJour(d.deposeLe)}`,
        ...(d.appel === appel ? [] : [`appel «\u00a0${d.appel}\u00a0»`]),
        ...(d.partenaire ? [`partenaire ${de(d.porteur)}`] : []),
        ...(d.aide === null ? [] : [`aide demandée ${formatEuros(d.aide)}`]),
        ...(d.accorde !== null
          ? [`aide accordée ${formatEuros(d.accorde)}`]
          : d.propose === null
            ? []
            : [`aide proposée ${formatEuros(d.propose)}`]),
      ].join(', ')}
    </p>
  </li>
)
