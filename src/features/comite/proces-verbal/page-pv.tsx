import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { err, ok } from '../../../lib/result.ts'
import { seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { type ActeComite, peutAuComite } from '../comite.rules.ts'
import { repondreRefus } from '../reponses.tsx'
import { placesSeance, type Seance } from '../seance.ts'
import { changementsDe } from './changements.ts'
import type { MembrePv } from './contenu.ts'
import { deportsDuLecteur, dossierLu, enveloppeLue, essentielDe, etatDe, presenceDe, signatureDe } from './mots.ts'
import { type VersionPv, versionsDe } from './proces-verbal.queries.ts'
import { ProcesVerbalPage, type ProcesVerbalVue, SansProcesVerbal } from './proces-verbal.view.tsx'
import { signataires } from './signataires.ts'

const FAITS: Record<string, string> = {
  amende: 'Une nouvelle version est établie. Les membres présents reçoivent un courriel pour la signer.',
  inchange: 'Rien n’a changé\u00a0: la version reste la même.',
  etabli: 'Le procès-verbal est établi. Les membres présents reçoivent un courriel pour le signer.',
}
const faitDe = (cle: string | undefined) => (cle !== undefined && Object.hasOwn(FAITS, cle) ? FAITS[cle] : undefined)

/** What a reader of the procès-verbal has before them: the séance, every version, and the one asked for (the last by default). */
export const lirePv = (c: Ctx) => {
  const ctx = ctxActeur(c)
  return enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'relire', param(c, 'id'), { verrou: false })
    if (!lue.ok) return lue
    const versions = await versionsDe(tx, ctx.guichetId, lue.value.id)
    const demandee = c.req.param('version')
    const v = demandee ? versions.find(x => String(x.version) === demandee) : versions[0]
    return demandee && !v ? err({ motif: 'introuvable' as const }) : ok({ s: lue.value, versions, v })
  })
}

/** The page of the procès-verbal, on its last version or the one asked for. */
export async function pagePv(c: Ctx, retour?: { avis: string; statut: 409 | 422 }): Promise<Response> {
  const lu = await lirePv(c)
  if (!lu.ok) return repondreRefus(c, lu.error)
  const { s, versions, v } = lu.value
  if (!v)
    return c.html(<SansProcesVerbal site={c.var.site} cadre={cadreDe(s)} etablir={peutAuComite('etablir', s.etat, placesSeance(s))} />)
  const fait = retour ? undefined : faitDe(c.req.query('fait'))
  return c.html(<ProcesVerbalPage site={c.var.site} pv={vueDe(s, versions, v)} fait={fait} avis={retour?.avis} />, retour?.statut ?? 200)
}

function vueDe(s: Seance, versions: readonly VersionPv[], v: VersionPv): ProcesVerbalVue {
  const { contenu: c } = v
  const derniere = v === versions[0]
  const deports = deportsDuLecteur(s, v)
  const precedente = versions.find(x => x.version === v.version - 1)
  const peut = (acte: ActeComite) => peutAuComite(acte, s.etat, placesSeance(s))
  const attendus = new Set(signataires(s).map(m => m.id))
  return {
    cadre: cadreDe(s),
    version: v.version,
    etat: etatDe(v, derniere),
    fige: v.figeLe !== null,
    derniere,
    par: v.par,
    le: v.le,
    essentiel: essentielDe(c),
    membres: c.membres.map(m => membreLu(v, m, derniere && attendus.has(m.id))),
    enveloppes: c.enveloppes.map(enveloppeLue),
    dossiers: c.dossiers.map(d => dossierLu(d, deports.has(d.id))),
    remarques: c.remarques,
    signees: { faites: v.signatures.length, attendues: attendus.size },
    versions,
    changements: precedente && { depuis: precedente.version, liste: changementsDe(precedente.contenu, c, deports) },
    actes: { amender: derniere && !v.figeLe && peut('amender') },
  }
}

function membreLu(v: VersionPv, m: MembrePv, attendu: boolean) {
  const signature = signatureDe(v, m.id)
  return {
    nom: m.nom,
    siege: m.siege,
    presence: presenceDe(m),
    signature: signature ? `Signé le ${formatInstant(signature.le)}` : attendu ? 'Attendue' : 'Non demandée',
    reserve: signature?.reserve ?? '',
  }
}
