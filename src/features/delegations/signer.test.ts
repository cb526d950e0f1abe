import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { autorite, delegation, enregistrer } from '../../test/signataires.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../test/suivi.ts'
import { lisible, SLUG } from '../../test/vico.ts'

/** Lauréats of 9 000 € each: their acts are established for somebody's signature, within what a delegation of 2021 opens. */
const { administration: a } = paths
let m: MondeSuivis
let qui: Awaited<ReturnType<typeof autorite>>
let d: string
beforeAll(async () => {
  m = await ouvrirSuivis()
  m.w.regler(NOTIFIE)
})
afterAll(() => m.w.close())
beforeEach(async () => {
  m.w.regler(NOTIFIE)
  ;[d] = (await m.laureats(1)) as [string]
})

const texte = async (r: Response | Promise<Response>) => (await lisible(await r)).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
const etablir = (signataire: string | undefined, dossier = d) =>
  m.w.post(paths.suiviDossier.acte(dossier), { duree: '12', ...(signataire ? { signataire } : {}) }, m.admin.cookie)
const acteDe = async (dossier = d) =>
  (
    await m.w.owner.query('select id, contenu, cle, signataire_id, delegation_id from acte where dossier_id = $1 and retire_le is null', [
      dossier,
    ])
  ).rows[0]
const pdfDe = async (dossier = d) => {
  const { id } = await acteDe(dossier)
  const r = await m.w.get(paths.suiviDossier.actePdf(dossier, id), m.admin.cookie)
  return (await lirePdf(Buffer.from(await r.arrayBuffer()))).texte.replace(/\s+/g, ' ')
}
const MONTANT = 900_000
const poser = async (v: Record<string, string>) => {
  const cle = nouvelId()
  const dates = { arrete_le: '04/01/2021', publiee_le: '05/01/2021', du: '06/01/2021', au: '31/12/2021' }
  const r = await enregistrer(m.w, m.admin.cookie, delegation(qui.prefet.fonction, qui.secretaire.fonction, { cle, ...dates, ...v }))
  expect(r.status).toBe(303)
  return cle
}
const finir = (id: string) => m.w.post(a.finDelegation(SLUG, id), { motif: 'Fin de l’essai.' }, m.admin.cookie)

test('sans signataire désigné, la page ne demande rien et l’acte porte ce qu’il portait', async () => {
  expect(await texte(m.w.get(paths.suiviDossier.acte(d), m.admin.cookie))).not.toContain('Qui décide et signe')
  expect((await etablir(undefined)).status).toBe(303)
  expect(await pdfDe()).toContain('Pour l’autorité qui attribue l’aide')
  expect((await acteDe()).signataire_id).toBeNull()
  qui = await autorite(m.w, m.admin.cookie)
})

test('une fois désigné, le préfet signe\u00a0: l’acte porte sa qualité, son prénom, son nom et son service', async () => {
  const page = await texte(m.w.get(paths.suiviDossier.acte(d), m.admin.cookie))
  expect(page).toContain('Le préfet de Corse (Camille Exemple)')
  expect(page).toContain('La secrétaire générale (Dominique Modèle), par délégation')
  // nobody is chosen: the authority
  expect((await etablir(undefined)).status).toBe(303)
  const lu = await pdfDe()
  for (const mot of ['Le préfet de Corse', 'Camille Exemple', 'Préfecture de Corse']) expect(lu).toContain(mot)
  expect(lu).not.toContain('par délégation')
  expect((await acteDe()).signataire_id).toBe(qui.prefet.fonction)
  expect(await texte(m.w.get(paths.signatures.accueil, qui.prefet.cookie))).toContain('Arrêté n° ')
})

test('sans délégation, la secrétaire générale ne signe pas\u00a0; avec elle, l’acte est «\u00a0pour le préfet et par délégation\u00a0» et vise son arrêté', async () => {
  const sans = await etablir(qui.secretaire.fonction)
  expect([
    sans.status,
    (await texte(sans)).includes('Aucune délégation de signature n’est enregistrée pour la secrétaire générale sur cet appel'),
  ]).toEqual([422, true])
  expect(await acteDe()).toBeUndefined()
  const id = await poser({ plafond_acte: '9 000', plafond_total: '' })
  expect((await etablir(qui.secretaire.fonction)).status).toBe(303)
  const lu = await pdfDe()
  for (const mot of [
    'Pour le préfet de Corse et par délégation',
    'La secrétaire générale',
    'Dominique Modèle',
    'Vu l’arrêté n° R20-2026-03-03-001 du 4 janvier 2021 portant délégation de signature, publié le 5 janvier 2021 (RAA R20-2026-03)',
  ])
    expect(lu).toContain(mot)
  expect(await acteDe()).toMatchObject({ signataire_id: qui.secretaire.fonction, delegation_id: id })
  expect((await m.w.journal()).filter(e => e.action === 'suivi.acte_etabli').at(-1)!.donnees).toMatchObject({
    signataire: qui.secretaire.id,
    delegation: id,
  })
  await finir(id)
})

test('un centime au-dessus du plafond, ou la délégation finie, l’acte n’est pas établi et la page dit pourquoi', async () => {
  const courte = await poser({ plafond_acte: '8 999,99', plafond_total: '' })
  const refus = await etablir(qui.secretaire.fonction)
  expect([
    refus.status,
    (await texte(refus)).includes('Cet acte de 9 000 € dépasse le plafond de 8 999,99 € de la délégation du 4 janvier 2021'),
  ]).toEqual([422, true])
  await finir(courte)
  expect(await texte(etablir(qui.secretaire.fonction))).toContain('La délégation du 4 janvier 2021 a pris fin le')
  const passee = await poser({ au: '01/10/2021' })
  expect(await texte(etablir(qui.secretaire.fonction))).toContain('a pris fin le')
  expect((await m.w.get(`${paths.suiviDossier.apercuActe(d)}?duree=12&signataire=${qui.secretaire.fonction}`, m.admin.cookie)).status).toBe(
    422,
  )
  expect(await acteDe()).toBeUndefined()
  expect((await finir(passee)).status).toBe(409)
})

// seen to fail: the delegations read without their lock, and a withdrawn act that gives nothing back
test('six actes établis à la fois sous un plafond en tout qui en ouvre deux\u00a0: deux le sont, et retirer l’un en rend un', async () => {
  const id = await poser({ plafond_acte: '', plafond_total: '20 000' })
  const dossiers = await m.laureats(6)
  const reponses = await Promise.all(dossiers.map(x => etablir(qui.secretaire.fonction, x)))
  expect(reponses.map(r => r.status).sort()).toEqual([303, 303, 422, 422, 422, 422])
  const refuse = reponses.find(r => r.status === 422)!
  expect(await texte(refuse)).toContain('la délégation du 4 janvier 2021 dépasse son plafond de 20 000 € en tout : il en reste 2 000 €')
  const somme = async () =>
    (
      await m.w.owner.query(
        'select coalesce(sum(ajout), 0)::int as n from emploi_delegation where delegation_id = $1 and rendu_le is null',
        [id],
      )
    ).rows[0].n
  expect(await somme()).toBe(2 * MONTANT)
  const fait = dossiers[reponses.findIndex(r => r.status === 303)]!
  const { id: acte } = await acteDe(fait)
  expect((await m.w.post(paths.suiviDossier.retraitActe(fait, acte), {}, m.admin.cookie)).status).toBe(303)
  expect(await somme()).toBe(MONTANT)
  expect((await etablir(qui.secretaire.fonction)).status).toBe(303)
  await finir(id)
})

test('l’exemplaire signé porte un jour où la délégation n’ouvrait rien\u00a0: il est refusé, un autre jour il est déposé', async () => {
  const id = await poser({ au: '09/11/2021' })
  expect((await etablir(qui.secretaire.fonction)).status).toBe(303)
  const { id: acte } = await acteDe()
  m.w.regler('2021-11-12T09:00:00')
  const deposer = (jour: string) => {
    const f = new FormData()
    f.set('signe_le', jour)
    f.set('fichier', new File(['%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n'], 'signe.pdf', { type: 'application/pdf' }))
    return m.w.post(paths.suiviDossier.signature(d, acte), f, m.admin.cookie)
  }
  const tard = await deposer('10/11/2021')
  expect([tard.status, (await texte(tard)).includes('La délégation du 4 janvier 2021 a pris fin le 9 novembre 2021')]).toEqual([422, true])
  expect((await deposer('09/11/2021')).status).toBe(303)
  m.w.regler(NOTIFIE)
  await finir(id)
})

test('un signataire d’un autre appel, ou parti, ne se choisit pas', async () => {
  expect(await texte(etablir(nouvelId()))).toContain('Cette personne ne signe pas pour cet appel')
  await poser({})
  await m.w.post(a.finSignataire(SLUG, qui.prefet.fonction), {}, m.admin.cookie)
  expect(await texte(etablir(qui.secretaire.fonction))).toContain('Le préfet de Corse n’est plus en fonction depuis le')
  expect(await texte(etablir(undefined))).toContain('Choisissez qui signe')
})
