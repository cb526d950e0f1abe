import type { Child } from 'hono/jsx'
import { formatInstant, formatJour } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, Chiffres, EmptyState } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import type { Changement } from './changements.ts'
import { Changements } from './changements.view.tsx'
import type { DossierLu, enveloppeLue, Fait } from './pv.mots.ts'
import { Attendus, Empreinte, type EmpreinteVue, Figer, type SignatureVue, Signer } from './signature.view.tsx'

export type MembreLu = { nom: string; siege: string; presence: string; signature: string; reserve: string }
export type ProcesVerbalVue = {
  cadre: CadreSeance
  version: number
  etat: string
  fige: boolean
  derniere: boolean
  par: string
  le: Date
  essentiel: readonly Fait[]
  membres: readonly MembreLu[]
  enveloppes: readonly ReturnType<typeof enveloppeLue>[]
  dossiers: readonly DossierLu[]
  remarques: string
  signees: { faites: number; attendues: number }
  /** The other versions, the last one first. */
  versions: readonly { version: number; le: Date; par: string }[]
  /** What it changed of the one before it. */
  changements: { depuis: number; liste: readonly Changement[] } | undefined
  actes: { amender: boolean }
  signature: SignatureVue
  /** Of a body that gives opinions. */
  avis: boolean
  /** Of the bytes kept when it was frozen, and whether they still have it. */
  empreinte: EmpreinteVue | undefined
}
type Props = { site: Site; pv: ProcesVerbalVue; fait?: string | undefined; avis?: string | undefined; errors: FieldErrors }

const PAGE = 'Procès-verbal'

/** Before it is established: what it will hold. */
type Sans = { site: Site; cadre: CadreSeance; avis: boolean; etablir: boolean }
export const SansProcesVerbal = ({ site, cadre, avis, etablir }: Sans) => (
  <Cadre site={site} cadre={cadre} page={PAGE}>
    <EmptyState titre="Le procès-verbal n’est pas encore établi.">
      {avis
        ? 'Il reprend la séance\u00a0: présents, quorum, pouvoirs, déports, votes et avis sur chaque dossier. Qui préside le signe.'
        : 'Il reprend la séance\u00a0: présents, quorum, déports, décision et motif de chaque dossier, enveloppe avant et après.'}
    </EmptyState>
    {etablir && (
      <div class="gt-seance__actes">
        <BoutonPost action={paths.comite.procesVerbal(cadre.id)} class="fr-btn">
          Établir le procès-verbal
        </BoutonPost>
      </div>
    )}
  </Cadre>
)

/** One version of the procès-verbal, to read. */
export const ProcesVerbalPage = ({ site, pv, fait, avis, errors }: Props) => (
  <Cadre site={site} cadre={pv.cadre} page={PAGE} erreur={avis !== undefined || Object.keys(errors).length > 0}>
    {avis && (
      <Alert ton="warning" petit reponse>
        <p>{avis}</p>
      </Alert>
    )}
    <Nouvelles fait={fait} />
    {!pv.derniere && (
      <Alert ton="warning" petit>
        <p>
          Une version plus récente remplace celle-ci. <a href={paths.comite.procesVerbal(pv.cadre.id)}>Lire la dernière version</a>
        </p>
      </Alert>
    )}
    <div class="gt-seance__tete">
      <Badge ton={pv.fige ? 'success' : pv.derniere ? 'info' : 'neutre'}>{pv.etat}</Badge>
      <p>
        Établie par {pv.par} le {formatInstant(pv.le)}
      </p>
    </div>
    <Chiffres chiffres={chiffresDe(pv)} />
    <div class="gt-seance__actes">
      <a class="fr-btn fr-btn--secondary" href={paths.comite.procesVerbalPdf(pv.cadre.id, pv.version)}>
        {pv.empreinte?.extrait ? 'Lire l’extrait (PDF)' : pv.fige ? 'Télécharger le PDF figé' : 'Lire le PDF'}
      </a>
      {pv.signature.mienne === 'attendue' && (
        <a class="fr-btn" href="#signature">
          Signer, après lecture
        </a>
      )}
      {pv.actes.amender && (
        <a class="fr-link" href={paths.comite.amendementProcesVerbal(pv.cadre.id)}>
          Amender
        </a>
      )}
    </div>
    {pv.empreinte && <Empreinte {...pv.empreinte} />}
    <Attendus s={pv.signature} />
    <Figer s={pv.signature} errors={errors} />
    {pv.changements && <Changements {...pv.changements} />}
    <Texte pv={pv} />
    <Signer s={pv.signature} errors={errors} />
    <Versions pv={pv} />
  </Cadre>
)

const chiffresDe = (pv: ProcesVerbalVue) => [
  { terme: 'Dossiers', valeur: pv.dossiers.length },
  { terme: 'Signatures', valeur: pv.signees.faites, note: `sur ${pv.signees.attendues}` },
  ...pv.enveloppes.map(e => ({ terme: e.libelle, valeur: e.apres, note: `accordés, ${e.avant} avant` })),
]

const Section = ({ id, titre, children }: { id: string; titre: string; children: Child }) => (
  <section aria-labelledby={id} class="fr-mt-5w">
    <h2 class="fr-h4" id={id}>
      {titre}
    </h2>
    {children}
  </section>
)

const Texte = ({ pv }: { pv: ProcesVerbalVue }) => (
  <>
    <Section id="seance" titre="Séance">
      <dl class="gt-pv__faits">
        <Faits faits={pv.essentiel} />
      </dl>
    </Section>
    <Section id="membres" titre="Membres et signatures">
      <Tableau
        legende="Membres de la séance, présence et signature"
        legendeCachee
        lignes={pv.membres}
        colonnes={[
          { titre: 'Membre', cellule: m => m.nom },
          { titre: 'Siège', cellule: m => m.siege },
          { titre: 'Présence', cellule: m => m.presence },
          { titre: 'Signature', cellule: m => m.signature },
          ...(pv.membres.some(m => m.reserve) ? [{ titre: 'Réserve', cellule: (m: MembreLu) => m.reserve }] : []),
        ]}
      />
    </Section>
    {pv.enveloppes.length > 0 && (
      <Section id="enveloppe" titre="Enveloppe">
        <Tableau
          legende="Enveloppe avant et après la séance"
          legendeCachee
          lignes={pv.enveloppes}
          colonnes={[
            { titre: 'Enveloppe', cellule: e => e.libelle },
            { titre: 'Montant', num: true, cellule: e => e.montant },
            { titre: 'Accordé avant', num: true, cellule: e => e.avant },
            { titre: 'Accordé après', num: true, cellule: e => e.apres },
            { titre: 'Reste', num: true, cellule: e => e.reste },
          ]}
        />
      </Section>
    )}
    <Section id="decisions" titre={pv.avis ? 'Avis rendus' : 'Décisions et débats'}>
      {pv.dossiers.map(d => (
        <Dossier d={d} />
      ))}
    </Section>
    {pv.remarques && (
      <Section id="remarques" titre="Remarques générales">
        <Paragraphes texte={pv.remarques} />
      </Section>
    )}
  </>
)

const Faits = ({ faits }: { faits: readonly Fait[] }) =>
  faits.map(f => (
    <div>
      <dt>{f.libelle}</dt>
      <dd>
        <Paragraphes texte={f.valeur} />
      </dd>
    </div>
  ))

const Paragraphes = ({ texte }: { texte: string }) =>
  texte
    .split('\n')
    .map(t => t.trim())
    .filter(Boolean)
    .map(t => <p>{t}</p>)

const Dossier = ({ d }: { d: DossierLu }) => (
  <article class="gt-pv__dossier" aria-labelledby={`dossier-${d.rang}`}>
    <h3 class="fr-h6 fr-mb-0" id={`dossier-${d.rang}`}>
      {d.rang}. {d.titre}
    </h3>
    <p class="gt-sous">
      {d.porteur} · {d.numero}
    </p>
    <p class="fr-mb-1w">
      <strong>{[d.decision, d.montant].filter(Boolean).join(', ')}</strong>
    </p>
    <dl class="gt-pv__faits">
      <Faits faits={[...d.precisions, ...(d.conclusion ? [{ libelle: 'Débat', valeur: d.conclusion }] : [])]} />
    </dl>
  </article>
)

const Versions = ({ pv }: { pv: ProcesVerbalVue }) =>
  pv.versions.length < 2 ? null : (
    <Section id="versions" titre="Versions">
      <ul>
        {pv.versions.map(v => (
          <li>
            {v.version === pv.version ? (
              <span aria-current="page">Version&nbsp;{v.version}</span>
            ) : (
              <a href={paths.comite.versionProcesVerbal(pv.cadre.id, v.version)}>Version&nbsp;{v.version}</a>
            )}
            , du {formatJour(v.le)}, par {v.par}
          </li>
        ))}
      </ul>
    </Section>
  )
