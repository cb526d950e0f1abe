import { type DateCivile, debutDuJour, formatDateCivile, formatDateCivileCourte, formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, Chiffres, EmptyState } from '../../../ui/blocs.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Perdu } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Typo } from '../../../ui/texte.tsx'
import type { EtapeSuivi } from '../../decret/index.ts'
import { ATTENTE_PORTEUR, ATTENTE_SERVICE, attenteStructure, MOTS_ETAPE } from '../../etats/index.ts'
import { Actes } from '../actes/actes.view.tsx'
import { Avenants } from '../avenants/avenants.view.tsx'
import { finDite } from '../fin.rules.ts'
import type { BilanListe, ProjetLu } from '../lire-projet.ts'
import { nomPeriode } from '../periodes.ts'
import { joursEntre } from '../portefeuille/chiffres.rules.ts'
import { type EtatBilan, echeancePassee, motBilanService } from '../suivi.rules.ts'
import { motFait, Versements } from '../versements/versements.view.tsx'

/** What was filed is read on its own page. */
const LUS: readonly EtatBilan[] = ['depose', 'renvoye', 'accepte']
/** Nothing is paid any more. */
const CLOS: readonly EtapeSuivi[] = ['solde', 'abandonne']
const jour = (d: string | null) => (d ? formatJourCourt(debutDuJour(d)) : 'À venir')

export const chiffresDe = ({ acces: { s, appel } }: ProjetLu) => [
  {
    terme: 'Aide accordée',
    valeur: formatEuros(s.accorde),
    note: appel.plan === 'complet' && s.base > 0 ? `${formatTaux(s.accorde / s.base)} de ${formatEuros(s.base)}` : undefined,
  },
  s.forfait
    ? { terme: 'Gagnée', valeur: formatEuros(s.consomme), note: s.forfait.jalons > 0 ? motFait(s.forfait) : undefined }
    : { terme: 'Gagnée par les dépenses', valeur: formatEuros(s.consomme), note: `${formatEuros(s.htEligible)} éligibles` },
  { terme: 'Ordonnée', valeur: formatEuros(s.ordonne) },
  { terme: 'Versée', valeur: formatEuros(s.verse), note: s.accorde > 0 ? formatTaux(s.verse / s.accorde) : undefined },
  { terme: CLOS.includes(s.etape) ? 'Non versée' : 'Reste à verser', valeur: formatEuros(Math.max(0, s.accorde - s.verse)) },
  { terme: 'Début', valeur: jour(s.debut) },
  finDite(s, formatDateCivileCourte),
]

const RACINE = { libelle: 'Suivi des lauréats', href: paths.suivi.portefeuille }

/** A bilan that is owed is late from the day after, and not asked for before its period is over. */
const EtatDu = ({ b, jour }: { b: BilanListe; jour: DateCivile }) => {
  const du = b.etat === 'a_deposer' || b.etat === 'renvoye'
  if (du && echeancePassee(b.echeance, jour))
    return (
      <>
        <strong>En retard de {pluriel(joursEntre(b.echeance, jour), 'jour')}</strong>
        {b.etat === 'renvoye' && `, ${motBilanService(b.etat).toLowerCase()}`}
      </>
    )
  return <>{b.etat === 'a_deposer' && b.fin > jour ? 'En cours' : motBilanService(b.etat)}</>
}

type Props = { site: Site; p: ProjetLu; fait?: string | undefined; refus?: string | undefined; perdus?: readonly Perdu[] }

/** One lauréat for the service: aid, act, payments, amendments, bilans. */
export const ProjetPage = ({ site, p, fait, refus, perdus }: Props) => {
  const { s, appel } = p.acces
  return (
    <Page
      site={site}
      titre={`${s.numero} ${s.porteur}, suivi`}
      large
      erreur={!!refus}
      ariane={[RACINE, { libelle: `${s.numero} ${s.porteur}` }]}
    >
      <Tete p={p} />
      <Nouvelles fait={fait} refus={refus} perdus={perdus} />
      <AttenteDeLaStructure s={s} cote="service" />
      <Chiffres chiffres={chiffresDe(p)} />
      <Actes p={p} cote="service" />
      <Versements p={p} cote="service" />
      <Avenants p={p} cote="service" />
      <section aria-labelledby="bilans">
        <h2 class="fr-h4 fr-mt-4w fr-mb-1w" id="bilans">
          Bilans
        </h2>
        <Tableau
          legende="Bilans de ce projet"
          legendeCachee
          lignes={p.bilans}
          colonnes={[
            {
              titre: 'Période',
              cellule: b => {
                const nom = <Typo texte={nomPeriode(b.fin, appel.suivi.cadence_mois).long} />
                return LUS.includes(b.etat) ? <a href={paths.suivi.lecture(b.id)}>{nom}</a> : nom
              },
            },
            { titre: 'Attendu le', cellule: b => formatDateCivile(b.echeance) },
            { titre: 'État', cellule: b => <EtatDu b={b} jour={p.aujourdhui} /> },
          ]}
          vide={<EmptyState titre="Aucun bilan attendu pour l’instant" />}
        />
      </section>
    </Page>
  )
}

/** An aid that is granted and cannot be paid yet: why, and where that is put right. */
const AttenteDeLaStructure = ({ s, cote }: { s: ProjetLu['acces']['s']; cote: 'service' | 'porteur' }) => {
  const attente = attenteStructure(s)
  if (!attente || s.etape === 'solde' || s.etape === 'abandonne') return null
  return (
    <Alert ton="warning" petit>
      <p>
        {(cote === 'service' ? ATTENTE_SERVICE : ATTENTE_PORTEUR)[attente]}{' '}
        <a href={cote === 'service' && s.declaree ? paths.instruction.structure(s.structureId) : paths.structures.voir(s.structureId)}>
          La page de la structure
        </a>
      </p>
    </Alert>
  )
}

export const Tete = ({ p }: { p: ProjetLu }) => {
  const { s } = p.acces
  const { mot, ton } = MOTS_ETAPE[s.etape]
  return (
    <div class="gt-tete">
      <div>
        <p class="gt-sous">{s.numero}</p>
        <h1>{s.titre || 'Sans titre'}</h1>
        <p>
          <strong>{s.porteur}</strong> · <a href={paths.instruction.dossier(s.dossierId)}>Dossier déposé</a>
        </p>
        <Badge ton={ton}>{mot}</Badge>
      </div>
    </div>
  )
}

/** The same for everybody of the project: what they read, sign, ask. */
export const ActesPage = ({ site, p, fait, refus, perdus }: Props) => {
  const { s, appel } = p.acces
  const { mot, ton } = MOTS_ETAPE[s.etape]
  return (
    <Page
      site={site}
      titre={`Acte et versements, dossier ${s.numero}`}
      erreur={!!refus}
      ariane={[
        { libelle: 'Mon espace', href: paths.espace },
        { libelle: `Suivi du projet, dossier ${s.numero}`, href: paths.bilans.suivi(s.dossierId) },
        { libelle: 'Acte et versements' },
      ]}
    >
      <p class="gt-sous">
        {s.titre || 'Sans titre'}, {appel.titre}
      </p>
      <h1 class="fr-h2">Acte et versements</h1>
      <div class="fr-mb-2w">
        <Badge ton={ton}>{mot}</Badge>
      </div>
      <Nouvelles fait={fait} refus={refus} perdus={perdus} />
      <AttenteDeLaStructure s={s} cote="porteur" />
      <Chiffres chiffres={chiffresDe(p)} />
      <Actes p={p} cote="porteur" />
      <Versements p={p} cote="porteur" />
      <Avenants p={p} cote="porteur" />
      {p.acces.qui === 'porteur' && s.etape !== 'solde' && s.etape !== 'abandonne' && (
        <p class="fr-mt-4w">
          <a class="fr-link" href={paths.dossiers.renoncement(s.dossierId)}>
            Renoncer à l’aide
          </a>
        </p>
      )}
    </Page>
  )
}
