import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Chiffres, EmptyState } from '../../../ui/blocs.tsx'
import { BoutonPost, ErrorSummary } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { Agenda, type InscritVu } from './agenda.view.tsx'
import { Presences, type PresencesVue } from './presences.view.tsx'

export type MembreVu = { nom: string; siege: string; preside: boolean; presence: string; interets: string }
export type ConflitVu = { membre: string; projet: string; porteur: string; lien: string }
export type SeanceVue = {
  cadre: CadreSeance
  quorum: { comptes: number; quorum: number; atteint: boolean }
  membres: readonly MembreVu[]
  vacants: readonly string[]
  agenda: readonly InscritVu[]
  /** What the dossiers ask and what the envelopes hold, once the reader may read them. Cents. */
  montants: { demande: number; enveloppe: number; reste: number } | undefined
  /** For a member: how many dossiers still wait for their declaration. */
  interets: { reste: number } | undefined
  /** For a member: how many dossiers are still to score, and the first. */
  notation: { reste: number; href: string | undefined } | undefined
  /** Dossiers that wait and may still be added, for whoever may add one. */
  inscriptibles: readonly { id: string; nom: string }[]
  /** For a member, until attendance is taken: what they answered to their invitation. */
  convocation: { reponse: 'vient' | 'ne_vient_pas' | null } | undefined
  /** For the administration alone: who is in conflict on what, and why. */
  conflits: readonly ConflitVu[] | undefined
  actes: { preparer: boolean; ouvrir: boolean; clore: boolean; deliberer: boolean; relire: boolean; scenarios: boolean }
  presences: PresencesVue | undefined
}
type Props = { site: Site; seance: SeanceVue; fait?: string | undefined; errors?: FieldErrors; obstacles?: readonly string[] }

/** A séance: who sits, what is on its agenda, and what can be done now. */
export const SeancePage = ({ site, seance: s, fait, errors = {}, obstacles = [] }: Props) => (
  <Cadre site={site} cadre={s.cadre} erreur={Object.keys(errors).length > 0}>
    <Nouvelles fait={fait} />
    <ErrorSummary errors={errors} />
    <Obstacles obstacles={obstacles} />
    <Interets s={s} />
    {s.convocation && <Convocation id={s.cadre.id} {...s.convocation} />}
    <Chiffres chiffres={chiffresDe(s)} />
    <Actes s={s} />
    <section aria-labelledby="membres" class="fr-mt-4w">
      <h2 class="fr-h4" id="membres">
        Membres
      </h2>
      {s.presences ? <Presences {...s.presences} errors={errors} /> : <Membres s={s} />}
      {s.vacants.length > 0 && <p class="gt-sous">Sans titulaire&nbsp;: {s.vacants.join(', ')}.</p>}
    </section>
    {s.conflits && s.conflits.length > 0 && <Conflits conflits={s.conflits} />}
    <Agenda seance={s.cadre.id} agenda={s.agenda} inscriptibles={s.inscriptibles} />
  </Cadre>
)

const Interets = ({ s }: { s: SeanceVue }) => {
  if (!s.interets) return null
  const { reste } = s.interets
  const lien = paths.comite.conflits(s.cadre.id)
  if (reste === 0)
    return (
      <p class="gt-seance__actes">
        {s.notation?.href ? (
          <a class="fr-btn" href={s.notation.href}>
            Noter&nbsp;: {s.notation.reste}&nbsp;dossier{s.notation.reste > 1 ? 's' : ''}
          </a>
        ) : (
          s.notation && <span>Vous avez noté tous les dossiers.</span>
        )}
        <a class="fr-link" href={lien}>
          Mes intérêts
        </a>
      </p>
    )
  return (
    <Alert ton="info" titre="Déclarez d’abord vos intérêts">
      <p>
        {reste}&nbsp;dossier{reste > 1 ? 's attendent' : ' attend'} votre déclaration. Leur contenu s’ouvre ensuite.
      </p>
      <p>
        <a class="fr-btn fr-btn--sm" href={lien}>
          Déclarer mes intérêts
        </a>
      </p>
    </Alert>
  )
}

/** Whether one will come: the other answer stays one press away. */
const Convocation = ({ id, reponse }: { id: string } & NonNullable<SeanceVue['convocation']>) => (
  <div class="gt-seance__actes">
    <p class="fr-mb-0">
      {reponse === null
        ? 'Viendrez-vous à cette séance\u00a0?'
        : `Vous avez répondu que vous ${reponse === 'vient' ? 'viendrez' : 'ne viendrez pas'}.`}
    </p>
    {reponse !== 'vient' && (
      <BoutonPost action={paths.comite.reponse(id)} champs={{ reponse: 'vient' }}>
        Je viendrai
      </BoutonPost>
    )}
    {reponse !== 'ne_vient_pas' && (
      <BoutonPost action={paths.comite.reponse(id)} champs={{ reponse: 'ne_vient_pas' }}>
        Je ne viendrai pas
      </BoutonPost>
    )}
  </div>
)

const Obstacles = ({ obstacles }: { obstacles: readonly string[] }) =>
  obstacles.length === 0 ? null : (
    <Alert ton="error" titre="Cela n’est pas possible maintenant" reponse>
      <ul>
        {obstacles.map(o => (
          <li>{o}</li>
        ))}
      </ul>
    </Alert>
  )

function chiffresDe({ quorum: q, membres, agenda, montants: m, cadre }: SeanceVue) {
  return [
    { terme: 'Dossiers', valeur: agenda.length },
    ...(m
      ? [
          { terme: 'Aide demandée', valeur: formatEuros(m.demande) },
          { terme: 'Enveloppe', valeur: formatEuros(m.enveloppe), note: `reste ${formatEuros(m.reste)}` },
        ]
      : []),
    { terme: 'Membres', valeur: membres.length },
    {
      terme: 'Quorum',
      valeur: q.quorum,
      note:
        cadre.etat === 'preparee'
          ? undefined
          : `${q.comptes}\u00a0présent${q.comptes > 1 ? 's' : ''}, ${q.atteint ? 'atteint' : 'non atteint'}`,
    },
  ]
}

const Actes = ({ s }: { s: SeanceVue }) => {
  const { id } = s.cadre
  if (!Object.values(s.actes).some(Boolean)) return null
  return (
    <div class="gt-seance__actes">
      {s.actes.ouvrir && (
        <BoutonPost action={paths.comite.ouverture(id)} class="fr-btn">
          Ouvrir la séance
        </BoutonPost>
      )}
      {s.actes.relire && (
        <a class="fr-btn" href={paths.comite.procesVerbal(id)}>
          Procès-verbal
        </a>
      )}
      {s.actes.deliberer && (
        <a class={`fr-btn${s.actes.relire ? ' fr-btn--secondary' : ''}`} href={paths.comite.salle(id)}>
          Entrer dans la salle
        </a>
      )}
      {s.actes.clore && <BoutonPost action={paths.comite.cloture(id)}>Clore la séance</BoutonPost>}
      {s.actes.scenarios && (
        <a class="fr-link" href={paths.comite.scenarios(id)}>
          Scénarios d’enveloppe
        </a>
      )}
      {s.actes.preparer && (
        <a class="fr-link" href={paths.comite.preparation(id)}>
          Modifier la date, les membres ou l’ordre du jour
        </a>
      )}
    </div>
  )
}

const Membres = ({ s }: { s: SeanceVue }) => (
  <Tableau
    legende="Membres de la séance"
    legendeCachee
    lignes={s.membres}
    vide={<EmptyState titre="Personne ne siège." />}
    colonnes={[
      { titre: 'Membre', cellule: m => m.nom },
      { titre: 'Siège', cellule: m => `${m.siege}${m.preside ? ', préside' : ''}` },
      { titre: 'Conflits d’intérêts', cellule: m => m.interets },
      { titre: 'Présence', cellule: (m: MembreVu) => m.presence },
    ]}
  />
)

const Conflits = ({ conflits }: { conflits: readonly ConflitVu[] }) => (
  <section aria-labelledby="conflits" class="fr-mt-4w">
    <h2 class="fr-h4" id="conflits">
      Conflits d’intérêts
    </h2>
    <Tableau
      legende="Conflits déclarés, que l’administration du guichet lit seule"
      lignes={conflits}
      colonnes={[
        { titre: 'Membre', cellule: c => c.membre },
        { titre: 'Projet', cellule: c => c.projet },
        { titre: 'Porteur', cellule: c => c.porteur },
        { titre: 'Lien', cellule: c => c.lien },
      ]}
    />
  </section>
)
