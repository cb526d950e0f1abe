import type { Child } from 'hono/jsx'
import { formatDateCivile, formatJour } from '../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Agir, Conseil, Deux, Source, Sur } from '../../../ui/blocs.tsx'
import { Reponses, type Reponse as ReponseVue } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance, Typo } from '../../../ui/texte.tsx'
import { Decompte, Verdicts, type VerdictVue } from '../../../ui/verdicts.tsx'
import { CalculDeLAide, MontantCalcule } from '../../aide/index.ts'
import { type Appel, contactsPour, type Ecran, type Question, questionDe, voletDe } from '../../cahier/index.ts'
import { quandEnMots, RIEN_NE_PRESSE } from '../../calendrier/index.ts'
import type { AideCalculee, Faits, Reponse, Verdict } from '../../verdicts/index.ts'
import { CHAMP, naturesDemandees, ressourcesDemandees } from '../simulateur.form.ts'
import type { Bilan } from '../simulateur.rules.ts'
import { type AppelPageProps, Commencer } from './appel.view.tsx'
import { liste, type Moment, majuscule, nomVolets } from './appels.mots.ts'
import { clausesDe } from './reperes.tsx'
import { libelleEcran } from './simulateur-champs.view.tsx'

export type ResultatProps = {
  site: Site
  appel: Appel
  numero: number
  publieeLe: Date
  moment: Moment
  q: URLSearchParams
  faits: Faits
  libelleStructure: string | undefined
  verdicts: readonly Verdict[]
  /** The aid that the call computes from these answers. */
  aide: AideCalculee | undefined
  bilan: Bilan
  peutDeposer: AppelPageProps['peutDeposer']
}

/** The result: what it is, each rule with the person's own figures and its clause, the answers and how to change them. */
export const ResultatPage = (p: ResultatProps) => {
  const { appel, bilan, verdicts } = p
  return (
    <Page
      site={p.site}
      titre={`${bilan.titre}, ${appel.titre}`}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: appel.titre, href: paths.appels.voir(appel.slug) },
        { libelle: appel.simulateur.titre },
      ]}
    >
      <Deux
        nomCote="Que faire maintenant"
        tete={
          <>
            <Sur>{appel.simulateur.titre} Votre résultat</Sur>
            <h1 class="fr-mb-2w">{bilan.titre}</h1>
            <p class="fr-text--lead fr-mb-3w">{bilan.chapeau}</p>
            <Decompte verdicts={verdicts} nom="Résumé du résultat" />
          </>
        }
        cote={<Cote {...p} />}
      >
        {p.aide && (
          <section aria-labelledby="aide" class="fr-mb-5w">
            <h2 id="aide" class="fr-h4">
              Aide calculée
            </h2>
            <p class="gt-aide-calculee__montant">
              <MontantCalcule aide={p.aide} />
            </p>
            <CalculDeLAide aide={p.aide} />
          </section>
        )}
        <section aria-labelledby="regles">
          <h2 id="regles" class="fr-h4">
            Chaque règle, avec vos chiffres
          </h2>
          <Verdicts verdicts={verdicts.map(v => vueDe(p, v))} />
          <AJoindre appel={appel} />
          <Source>
            <Typo texte={appel.simulateur.avertissement} /> Règles de la version&nbsp;{p.numero} du <Typo texte={formatJour(p.publieeLe)} />
            . L’adresse de cette page contient vos réponses&nbsp;: vous pouvez la garder ou la partager.
          </Source>
        </section>
        <section aria-labelledby="reponses" class="fr-mt-6w">
          <h2 id="reponses" class="fr-h4">
            Vos réponses
          </h2>
          <Reponses reponses={appel.simulateur.ecrans.map(e => reponseDe(p, e))} />
        </section>
      </Deux>
    </Page>
  )
}

const modifier = ({ appel, q }: Pick<ResultatProps, 'appel' | 'q'>, ancre = '') =>
  `${paths.eligibilite.tester(appel.slug)}?${q}${ancre ? `#${ancre}` : ''}`

const Cote = (p: ResultatProps) => {
  const { appel, bilan, moment, q } = p
  const contacts = contactsPour(appel, p.faits.volet, p.faits.structure?.departement)
  const liens: Child[] = [
    ...(bilan.eligible ? [<a href={modifier(p)}>Modifier mes réponses</a>] : []),
    <a href={paths.appels.voir(appel.slug)}>Lire l’appel</a>,
    ...contacts
      .slice(0, 3)
      .map(c => (
        <a
          href={`mailto:${c.courriel}`}
        >{`Écrire au contact\u00a0: ${c.libelle}, ${nomVolets(appel, c.volets).toLowerCase()}${departements(appel, c.departements)}`}</a>
      )),
  ]
  return (
    <>
      {!bilan.eligible ? (
        <Agir {...bilan.suite} principal={{ libelle: 'Modifier mes réponses', href: modifier({ appel, q }) }} liens={liens} />
      ) : moment.etat === 'ouvert' ? (
        <Agir titre={bilan.des ? `Vous pourrez déposer à partir du ${bilan.des}` : 'Vous pouvez déposer'} liens={liens}>
          {bilan.des && <p class="gt-agir__texte">Vous pouvez commencer le dossier dès maintenant.</p>}
          <p class="gt-agir__texte">Ce que vous venez d’écrire n’est pas repris&nbsp;: le dossier demande le détail.</p>
          <Commencer slug={appel.slug} peutDeposer={p.peutDeposer} />
        </Agir>
      ) : (
        <Agir titre="Vous pourrez déposer" liens={liens}>
          <p class="gt-agir__texte">
            à partir du <Echeance instant={moment.vague.ouverture} />
          </p>
        </Agir>
      )}
      {moment.etat === 'ouvert' && (
        <Source>
          {moment.quand.presse ? (
            <>
              Clôture le <Echeance instant={moment.quand.cloture} />. Il reste {moment.delai}.
            </>
          ) : (
            `${RIEN_NE_PRESSE}. ${quandEnMots(moment.quand).join(' ')}`
          )}
        </Source>
      )}
    </>
  )
}

const departements = (appel: Appel, codes: readonly string[] | undefined) =>
  codes ? `, ${liste(codes.map(c => appel.territoire.departements.find(d => d.code === c)?.nom ?? c))}` : ''

/** A verdict of the rules as the page shows it: what can be mended has a link to its question. */
function vueDe(p: ResultatProps, v: Verdict): VerdictVue {
  const ancre = ancreDe(p.appel, v.champ)
  const aCorriger = v.resultat === 'non_respectee' || v.resultat === 'a_completer' || v.resultat === 'attention'
  const remede = v.lien
    ? { texte: v.lien.libelle, href: v.lien.adresse }
    : aCorriger && ancre
      ? { texte: 'Modifier cette réponse', href: modifier(p, ancre) }
      : undefined
  // nobody can answer here what the form alone asks, a table above all
  const auDossier = v.resultat === 'a_completer' && !ancre && v.champ !== undefined && questionDe(p.appel, v.champ) !== undefined
  return {
    resultat: v.resultat,
    titre: v.titre,
    phrase: auDossier ? `${v.explication} Ce test ne le demande pas\u00a0: le dossier le demandera.` : v.explication,
    clauses: clausesDe(p.appel.slug, v.clauses),
    ...(remede ? { remede } : {}),
  }
}

/** Where the simulator asks for the field that a rule points to. */
function ancreDe(appel: Appel, champ: string | undefined): string | undefined {
  if (!champ) return undefined
  const nature = /^depenses\.(.+)$/.exec(champ)?.[1]
  const ecran = appel.simulateur.ecrans.find(e => {
    if (e.type === 'question') return e.question === champ
    if (e.type === 'structure') return champ === 'structure'
    if (e.type === 'volet_actions') return champ === 'volet' || champ === 'actions'
    if (e.type === 'ressources') return (ressourcesDemandees(appel) as string[]).includes(champ === 'autres_aides' ? 'autres' : champ)
    if (e.type === 'depenses') return champ === 'depenses' || (nature !== undefined && e.natures.includes(nature))
    return champ === 'partenaires'
  })
  if (ecran?.type === 'ressources') return champ === 'autres_aides' ? 'autres' : champ
  if (ecran?.type === 'depenses' && nature) return CHAMP.depense(nature)
  return ecran && `ecran-${ecran.code}`
}

const AJoindre = ({ appel }: { appel: Appel }) => {
  const pieces = appel.pieces.filter(x => x.obligatoire && !x.si)
  if (pieces.length === 0) return null
  return (
    <Conseil>
      <b>À joindre au dépôt&nbsp;:</b> {liste(pieces.map(x => x.libelle.charAt(0).toLowerCase() + x.libelle.slice(1)))}.
    </Conseil>
  )
}

function reponseDe(p: ResultatProps, e: Ecran): ReponseVue {
  return { libelle: libelleEcran(p.appel, e), valeur: valeurDe(p, e), modifier: modifier(p, `ecran-${e.code}`) }
}

function valeurDe({ appel, faits, libelleStructure }: ResultatProps, e: Ecran): Child {
  const { montants = {}, depenses = {} } = faits
  switch (e.type) {
    case 'structure':
      return libelleStructure
    case 'volet_actions': {
      const volet = faits.volet ? voletDe(appel, faits.volet) : undefined
      const actions = volet?.actions
        .filter(a => faits.actions?.includes(a.code))
        .map(a => a.libelle.charAt(0).toLowerCase() + a.libelle.slice(1))
      return volet && `Volet\u00a0${volet.numero}\u00a0: ${(actions ?? []).join(', ')}`
    }
    case 'ressources':
      return enPhrase([
        ['Coût total', montants.cout],
        ...(appel.aide.calcul === undefined ? [['aide demandée', montants.aide] as [string, number | undefined]] : []),
        ['votre part', montants.part],
        ['autres', montants.autres],
      ])
    case 'depenses':
      return (
        enPhrase(naturesDemandees(appel, e).map(n => [appel.natures.find(x => x.code === n)?.libelle ?? n, depenses[n] ?? undefined])) ||
        'Aucune'
      )
    case 'partenaires':
      return faits.partenaires && (faits.partenaires.nombre === 0 ? 'Aucune' : formatNombre(faits.partenaires.nombre))
    case 'question': {
      const q = questionDe(appel, e.question)
      const r = faits.reponses?.[e.question]
      return q && r !== undefined ? enMots(q, r) : undefined
    }
  }
}

const enPhrase = (lignes: [string, number | undefined][]) =>
  majuscule(lignes.flatMap(([nom, c]) => (c === undefined ? [] : [`${nom} ${formatEuros(c)}`])).join(', '))

/** An answer in words: label of the option, day in full, amount in euros. */
function enMots(q: Question, r: Reponse): string {
  const option = (code: string) => q.options?.find(o => o.code === code)?.libelle ?? code
  if (typeof r === 'boolean') return r ? 'Oui' : 'Non'
  if (typeof r === 'number') return q.type === 'montant' ? formatEuros(r) : formatNombre(r)
  if (typeof r !== 'string') return r.map(option).join(', ')
  return q.type === 'date' ? formatDateCivile(r) : option(r)
}
