import type { Child } from 'hono/jsx'
import { formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { majuscule } from '../../lib/mots.ts'
import { Badge, EmptyState, type TonBadge } from '../../ui/blocs.tsx'
import { type Colonne, Tableau } from '../../ui/table.tsx'
import { nomDuSignataire, type Signataire } from '../agents/index.ts'
import { ditDelegation, MOTS_NATURES } from './competence.rules.ts'
import type { Delegation } from './delegations.queries.ts'
import { type EtatDelegation, etatDelegation } from './etat.rules.ts'

const ETATS: Record<EtatDelegation, { mot: string; ton: TonBadge }> = {
  a_venir: { mot: 'À venir', ton: 'info' },
  en_vigueur: { mot: 'En vigueur', ton: 'success' },
  finie: { mot: 'Finie', ton: 'neutre' },
}
const plafonds = (d: Delegation): Child => (
  <>
    {d.plafondActe === null ? 'Sans plafond par acte' : `${formatEuros(d.plafondActe)} par acte`}
    {d.plafondTotal !== null && (
      <>
        <div>{formatEuros(d.plafondTotal)} en tout</div>
        {d.natures.map(n => (
          <div class="gt-sous">
            {MOTS_NATURES[n].plusieurs}&nbsp;: reste {formatEuros(Math.max(0, d.plafondTotal! - d.emploi[n]))}
          </div>
        ))}
      </>
    )}
  </>
)
const qui = (s: Signataire): Child => (
  <>
    {majuscule(s.qualite)}
    <div class="gt-sous">{nomDuSignataire(s)}</div>
  </>
)

type Tables = {
  legende: string
  lignes: readonly Delegation[]
  instant: Date
  arrete: (d: Delegation) => string
  /** Where a delegation is ended; nothing for whoever only reads. */
  fin?: (d: Delegation) => string
}
/** Delegations: who, for what, up to how much, when, by which arrêté. */
export const TableauDelegations = ({ legende, lignes, instant, arrete, fin }: Tables) => {
  const colonnes: Colonne<Delegation>[] = [
    { titre: 'À qui', cellule: d => qui(d.delegue) },
    {
      titre: 'De qui',
      cellule: d => (
        <>
          {qui(d.delegant)}
          {d.mere && <div class="gt-sous">Subdélégation de {ditDelegation(d.mere)}</div>}
          {d.subdelegable && <div class="gt-sous">Peut être subdéléguée</div>}
        </>
      ),
    },
    { titre: 'Pour quoi', cellule: d => d.natures.map(n => <div>{MOTS_NATURES[n].plusieurs}</div>) },
    { titre: 'Limite', cellule: plafonds },
    {
      titre: 'Dates',
      cellule: d => (
        <>
          Du {formatDateCivile(d.du)}
          {d.au ? ` au ${formatDateCivile(d.au)}` : ', sans terme'}
          <div>
            <Etat d={d} instant={instant} />
          </div>
        </>
      ),
    },
    {
      titre: 'Arrêté',
      cellule: d => (
        <>
          <a href={arrete(d)} data-turbo="false">
            n°&nbsp;{d.arreteNumero}
          </a>{' '}
          du {formatDateCivile(d.arreteLe)}
          <div class="gt-sous">
            {d.recueil}, {formatDateCivile(d.publieeLe)}
            {d.appelId === null && ' · tous les appels'}
          </div>
        </>
      ),
    },
  ]
  if (fin)
    colonnes.push({
      titre: 'Acte',
      cellule: d =>
        etatDelegation(d, instant) === 'finie' ? (
          '–'
        ) : (
          <a href={fin(d)}>
            Mettre fin<span class="fr-sr-only"> à la délégation n°&nbsp;{d.arreteNumero}</span>
          </a>
        ),
    })
  return (
    <Tableau
      legende={legende}
      lignes={lignes}
      colonnes={colonnes}
      vide={<EmptyState titre="Aucune délégation n’est enregistrée.">Sans délégation, l’autorité signe tout elle-même.</EmptyState>}
    />
  )
}

const Etat = ({ d, instant }: { d: Delegation; instant: Date }) => {
  const { mot, ton } = ETATS[etatDelegation(d, instant)]
  return (
    <>
      <Badge ton={ton}>{mot}</Badge>
      {d.finieLe && (
        <div class="gt-sous">
          Le {formatInstant(d.finieLe)}&nbsp;: {d.finMotif}
        </div>
      )}
    </>
  )
}
