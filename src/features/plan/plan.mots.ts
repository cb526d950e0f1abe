import { formatEuros, formatTaux } from '../../lib/euros.ts'
import { type Chiffres, calculer, complet, lotAide, type Total, tauxEnMillimes } from './calcul.ts'
import type { Assiette, Depense, Montant, Plan, Reglage } from './plan.ts'
import { type Remede, remedeDe } from './remede.ts'

export const ASSIETTES: Record<Assiette, { sigle: string; mot: string }> = {
  ht: { sigle: 'HT', mot: 'hors taxes' },
  ttc: { sigle: 'TTC', mot: 'toutes taxes comprises' },
}
/** `attente`: nothing is wrong, amounts are still to come; `illisible`: one that was typed does not read. */
export type EtatEcart = 'zero' | 'ko' | 'attente' | 'illisible'
/** Every text of the plan that a figure makes, by the name of its place: the server writes them, then the browser as one types. */
export type Mots = { textes: Readonly<Record<string, string>>; ecart: EtatEcart; remede: Remede | undefined }

type Dire = (c: number) => string
/** Some amount of the plan is not in whole euros: then every one of its page shows its cents. */
const aDesCentimes = (p: Plan) => montantsDe(p).some(m => typeof m === 'number' && m % 100 !== 0)
const montantsDe = (p: Plan): Montant[] => [p.aide, p.part, ...p.depenses.flatMap(d => [d.ht, d.ttc]), ...p.ressources.map(r => r.montant)]
const taux = (millimes: number | undefined) => (millimes === undefined ? '' : formatTaux(millimes / 1000))
const enumerer = (mots: readonly string[]) => (mots.length < 2 ? mots.join('') : `${mots.slice(0, -1).join(', ')} et ${mots.at(-1)}`)
const NOMMEES = 4

function sansLignes(p: Plan, { sans }: Total): string {
  const rangs = sans.map(l => p.depenses.findIndex(d => d.ligne === l) + 1)
  if (rangs.length === 0) return ''
  if (rangs.length > NOMMEES) return `sans ${rangs.length}\u00a0lignes`
  return `sans ${rangs.length > 1 ? 'les lignes' : 'la ligne'}\u00a0${enumerer(rangs.map(String))}`
}

const sansRessources = (p: Plan, t: Total) =>
  t.sans.length === 0
    ? ''
    : `sans ${enumerer(t.sans.map(n => (n === 'cout' ? 'le coût total' : n === 'aide' ? 'l’aide' : n === 'part' ? 'votre part' : `le financeur\u00a0${rangRessource(p, n)}`)))}`
const rangRessource = (p: Plan, ligne: string) => p.ressources.findIndex(r => r.ligne === ligne) + 1

/** What still prevents the balance from being worked out, in words: « le montant HT de la ligne 2 », « votre part ». */
export function lacunes(p: Plan, { assiette, calculee }: Reglage): { depenses: string[]; ressources: string[] } {
  const manque = (m: unknown) => typeof m !== 'number'
  return {
    depenses: p.depenses.flatMap((d, i) =>
      manque(d[assiette]) ? [`le montant ${ASSIETTES[assiette].sigle} de la ligne\u00a0${i + 1}`] : [],
    ),
    ressources: [
      ...(manque(p.aide) ? [calculee ? 'l’aide calculée' : 'l’aide demandée'] : []),
      ...(manque(p.part) ? ['votre part'] : []),
      ...p.ressources.flatMap((r, i) => (manque(r.montant) ? [`le montant du financeur\u00a0${i + 1}`] : [])),
    ],
  }
}

/** A total's text, and what it lacks: nothing known yet is no figure at all. */
function place(euros: Dire, nom: string, t: Total, lignes: number, sans: string): Record<string, string> {
  const rien = lignes > 0 && t.sans.length === lignes
  return { [nom]: rien ? '' : euros(t.connu), [`${nom}.sans`]: rien ? '' : sans }
}

type Ecart = { etat: EtatEcart; titre: string; suite: string; bref: string }
/** `bref`: what the bar at the foot of the screen says of it. */
function ecart(euros: Dire, p: Plan, r: Reglage, c: Chiffres): Ecart {
  if (c.ecart === undefined) {
    const l = lacunes(p, r)
    const manques = [...l.depenses, ...l.ressources]
    const attente = manques.length > NOMMEES ? `${manques.length}\u00a0montants` : enumerer(manques)
    const etat = montantsDe(p).includes('illisible') ? 'illisible' : 'attente'
    if (p.depenses.length === 0)
      return { etat, titre: 'À calculer', suite: 'Il se calcule dès votre première dépense.', bref: 'Aucune dépense encore' }
    const suite = etat === 'illisible' ? `À compléter ou à corriger\u00a0: ${attente}.` : `Reste à dire\u00a0: ${attente}.`
    return { etat, titre: 'À calculer', suite, bref: 'Écart à calculer' }
  }
  if (c.ecart === 0)
    return { etat: 'zero', titre: euros(0), suite: 'Le plan est équilibré.', bref: `À l’équilibre\u00a0: ${euros(c.ressources.connu)}` }
  const bref = c.ecart < 0 ? `Il manque ${euros(-c.ecart)}` : `${euros(c.ecart)} de trop`
  const suite = c.ecart < 0 ? `Il manque ${euros(-c.ecart)} de ressources.` : `Les ressources dépassent les dépenses de ${euros(c.ecart)}.`
  return { etat: 'ko', titre: euros(c.ecart), suite, bref }
}

/** The texts of a plan. Pure, the same on the server and in the browser. `centimes`: always with cents, as documents write amounts. */
export function motsDuPlan(p: Plan, r: Reglage, { centimes = aDesCentimes(p) } = {}): Mots {
  const euros: Dire = m => formatEuros(m, { centimes })
  const c = calculer(p, r)
  const e = ecart(euros, p, r, c)
  const remede = remedeDe(p, r)
  const cout = complet(c.ressources)
  const du = (l: string | undefined) =>
    p.depenses.filter(d => (l === undefined ? !p.lots.some(x => x.ligne === d.lot) : d.lot === l)).length
  const part = (m: Montant) => taux(tauxEnMillimes(typeof m === 'number' ? m : undefined, cout))
  const textes = {
    ...Object.assign({}, ...c.lots.flatMap(l => lotEnMots(euros, p, l, du(l.ligne)))),
    ...place(euros, 'ht', c.ht, p.depenses.length, sansLignes(p, c.ht)),
    ...place(euros, 'ttc', c.ttc, p.depenses.length, sansLignes(p, c.ttc)),
    ...place(euros, 'depenses', c.depenses, p.depenses.length, sansLignes(p, c.depenses)),
    ...place(euros, 'base', c.base, c.base.connu > 0 ? 0 : c.base.sans.length, sansLignes(p, c.base)),
    ...place(euros, 'cout', c.ressources, p.cout === undefined ? p.ressources.length + 2 : 1, sansRessources(p, c.ressources)),
    'ecart.titre': e.titre,
    'ecart.suite': e.suite,
    'ecart.bref': e.bref,
    remede: motRemede(euros, remede),
    repris: motRepris(euros, p, r),
    aide: typeof p.aide === 'number' ? euros(p.aide) : '',
    'aide.cout': part(p.aide),
    'part.cout': part(p.part),
    ...Object.fromEntries(p.ressources.map(x => [`${x.ligne}.cout`, part(x.montant)])),
    'taux.cout': taux(c.tauxCout),
    'taux.base': taux(c.tauxBase),
    'part.propre': taux(c.partPropre),
    'part.publique': taux(c.partPublique),
  }
  return { textes, ecart: e.etat, remede }
}

const motRemede = (euros: Dire, r: Remede | undefined) =>
  r === undefined ? '' : r.ecart < 0 ? `Mettre ${euros(-r.ecart)} à votre charge` : `Baisser votre part de ${euros(r.ecart)}`

/** What the resources hold already when no expense is there: what the simulator was told, or what was typed. */
function motRepris(euros: Dire, { aide, part }: Plan, r: Reglage): string {
  const dits = [
    typeof aide === 'number' && aide > 0 && !r.calculee ? `${euros(aide)} demandés` : '',
    typeof part === 'number' && part > 0 ? `${euros(part)} à votre charge` : '',
  ].filter(Boolean)
  return dits.length > 0 ? `Déjà dans les ressources\u00a0: ${dits.join(', ')}.` : ''
}

const lotEnMots = (euros: Dire, p: Plan, l: Chiffres['lots'][number], lignes: number) => {
  const nom = `lot.${l.ligne ?? 'aucun'}`
  return [place(euros, `${nom}.ht`, l.ht, lignes, sansLignes(p, l.ht)), place(euros, `${nom}.ttc`, l.ttc, lignes, sansLignes(p, l.ttc))]
}

export type Payee = { ton: 'rien' | 'ok' | 'verifier' | 'attention' | 'charge' | 'ko'; mot: string; pourquoi: string }
/** Whether the aid pays an expense, and why; `comptee`: it counts in what the aid is worked out from. */
export function payee(p: Plan, reglage: Reglage, d: Pick<Depense, 'lot' | 'nature'>): Payee & { comptee: boolean } {
  const dite = direPayee(p, reglage, d)
  return { ...dite, comptee: ['ok', 'verifier', 'attention'].includes(dite.ton) }
}
/** Its nature says so, or its lot. One that is the structure's own to pay is no fault; one that the plan may not hold is. */
function direPayee(p: Plan, { natures }: Reglage, d: Pick<Depense, 'lot' | 'nature'>): Payee {
  const nature = natures[d.nature ?? '']
  const pourquoi = nature?.explication ?? ''
  if (!nature) return { ton: 'rien', mot: '', pourquoi: '' }
  if (nature.eligible === 'exclue') return { ton: 'ko', mot: 'À retirer du plan', pourquoi }
  if (nature.eligible === 'non') return { ton: 'charge', mot: 'Pas payée par l’aide', pourquoi }
  if (!lotAide(p, d))
    return {
      ton: 'charge',
      mot: 'Pas payée par l’aide',
      pourquoi: d.lot ? 'L’aide n’est pas demandée pour ce lot.' : 'Cette dépense n’est dans aucun lot.',
    }
  if (nature.eligible === 'marginale') return { ton: 'attention', mot: 'Payée pour une part marginale', pourquoi }
  return { ton: pourquoi ? 'verifier' : 'ok', mot: pourquoi ? 'Payée par l’aide, à vérifier' : 'Payée par l’aide', pourquoi }
}

/** What a plan asks for, in a few amounts; `aide`: « 30 000 € », `demande`: « 30 000 € demandés » where somebody asks for it. What is not typed yet is not said. */
export function montantsEnBref(p: Plan, r: Reglage) {
  const { textes } = motsDuPlan(p, r)
  const demande = typeof p.aide === 'number' && p.aide > 0 ? textes.aide : undefined
  const lignes = [
    [r.calculee ? 'Aide calculée' : 'Vous demandez', demande],
    // a call that asks for no plan knows neither what the structure pays nor what it costs
    ['Vous payez', r.plan !== 'aucun' && typeof p.part === 'number' ? formatEuros(p.part, { centimes: aDesCentimes(p) }) : ''],
    [r.plan === 'complet' ? `Le projet coûte, ${ASSIETTES[r.assiette].sigle}` : 'Le projet coûte', r.plan === 'aucun' ? '' : textes.cout],
  ] as const
  return {
    aide: demande,
    montants: lignes.flatMap(([terme, valeur]) => (valeur ? [{ terme, valeur }] : [])),
    demande: demande && !r.calculee ? `${demande} demandés` : undefined,
  }
}
